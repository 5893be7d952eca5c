#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <frameobject.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cpy_guard.h"

// MARK: Whose code asks

static struct {
    PyCodeObject **codes;
    size_t count, capacity;
} trusted;
static PyCodeObject *readers[32];
static size_t reader_count;

void cpy_name_reader(cpy_object *function) {
    if (PyMethod_Check(function)) function = PyMethod_GET_FUNCTION(function);
    if (!PyFunction_Check(function) || reader_count == sizeof readers / sizeof *readers) return;
    readers[reader_count++] = (PyCodeObject *)PyFunction_GET_CODE(function);
}

static int trust(PyCodeObject *code) {
    if (trusted.count == trusted.capacity) {
        size_t capacity = trusted.capacity ? trusted.capacity * 2 : 1 << 14;
        PyCodeObject **codes = realloc(trusted.codes, capacity * sizeof *codes);
        if (!codes) return PyErr_NoMemory(), -1;
        trusted.codes = codes;
        trusted.capacity = capacity;
    }
    Py_INCREF(code);
    trusted.codes[trusted.count++] = code;
    for (Py_ssize_t index = 0; index < PyTuple_GET_SIZE(code->co_consts); index++) {
        PyObject *constant = PyTuple_GET_ITEM(code->co_consts, index);
        if (PyCode_Check(constant) && trust((PyCodeObject *)constant)) return -1;
    }
    return 0;
}

static int by_address(const void *left, const void *right) {
    uintptr_t first = *(const uintptr_t *)left, second = *(const uintptr_t *)right;
    return (first > second) - (first < second);
}

int cpy_trust_existing_code(void) {
    PyObject *collector = PyImport_ImportModule("gc");
    PyObject *objects = collector ? PyObject_CallMethod(collector, "get_objects", NULL) : NULL;
    Py_XDECREF(collector);
    if (!objects) return -1;
    int failed = 0;
    for (Py_ssize_t index = 0; !failed && index < PyList_GET_SIZE(objects); index++) {
        PyObject *object = PyList_GET_ITEM(objects, index);
        if (PyFunction_Check(object)) failed = trust((PyCodeObject *)PyFunction_GET_CODE(object));
    }
    Py_DECREF(objects);
    if (failed || !trusted.count) return -1;
    qsort(trusted.codes, trusted.count, sizeof *trusted.codes, by_address);
    return 0;
}

static bool is_reader(PyCodeObject *code) {
    for (size_t index = 0; index < reader_count; index++)
        if (readers[index] == code) return true;
    return false;
}

int cpy_program_asks(int through_readers) {
    PyFrameObject *frame = PyThreadState_GetFrame(PyThreadState_Get());
    // None runs, or there is no memory for the object that stands for it, which a program can bring about.
    if (!frame) return PyEval_GetGlobals() != NULL;
    PyCodeObject *code = PyFrame_GetCode(frame);
    bool is_trusted = bsearch(&code, trusted.codes, trusted.count, sizeof *trusted.codes, by_address) != NULL;
    if (is_trusted && through_readers) is_trusted = !is_reader(code);
    Py_DECREF(code);
    Py_DECREF(frame);
    return !is_trusted;
}

// MARK: Hidden attributes

typedef struct {
    PyObject_HEAD
    PyObject *original;
    const char *name;
    const char *label;
    cpy_note note;
    int from_readers;
} hidden_attribute;

static void say_absent(hidden_attribute *hidden, PyObject *object, PyObject *type) {
    hidden->note(hidden->label);
    bool is_of_type = !object || PyType_Check(object);
    PyObject *owner = object ? object : type;
    PyTypeObject *named = owner && PyType_Check(owner) ? (PyTypeObject *)owner : owner ? Py_TYPE(owner) : &PyBaseObject_Type;
    PyErr_Format(PyExc_AttributeError, is_of_type ? "type object '%.50s' has no attribute '%.100s'"
                                                  : "'%.50s' object has no attribute '%.100s'",
                 named->tp_name, hidden->name);
}

static PyObject *hidden_get(PyObject *self, PyObject *object, PyObject *type) {
    hidden_attribute *hidden = (hidden_attribute *)self;
    if (cpy_program_asks(hidden->from_readers)) return say_absent(hidden, object, type), NULL;
    return Py_TYPE(hidden->original)->tp_descr_get(hidden->original, object, type);
}

static int hidden_set(PyObject *self, PyObject *object, PyObject *value) {
    hidden_attribute *hidden = (hidden_attribute *)self;
    if (cpy_program_asks(hidden->from_readers)) return say_absent(hidden, object, NULL), -1;
    return Py_TYPE(hidden->original)->tp_descr_set(hidden->original, object, value);
}

// One type for what can be set, which an instance's own dict does not override, and one for methods.
static PyTypeObject *descriptor_type(bool is_settable) {
    static PyTypeObject *types[2];
    static PyType_Slot settable[] = {{Py_tp_descr_get, hidden_get}, {Py_tp_descr_set, hidden_set}, {0, NULL}};
    static PyType_Slot method[] = {{Py_tp_descr_get, hidden_get}, {0, NULL}};
    PyType_Spec spec = {
        .name = "builtins.hidden_attribute",
        .basicsize = sizeof(hidden_attribute),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = is_settable ? settable : method,
    };
    if (!types[is_settable]) types[is_settable] = (PyTypeObject *)PyType_FromSpec(&spec);
    return types[is_settable];
}

static PyObject *dict_of(PyTypeObject *type) {
#if PY_VERSION_HEX >= 0x030c0000
    return PyType_GetDict(type);  // Each interpreter has its own of a static type.
#else
    Py_XINCREF(type->tp_dict);
    return type->tp_dict;
#endif
}

int cpy_hide_attribute(cpy_object *type, const char *name, int from_readers, cpy_note note) {
    PyTypeObject *owner = (PyTypeObject *)type;
    PyObject *dict = dict_of(owner), *original = dict ? PyDict_GetItemString(dict, name) : NULL;
    if (!original) return Py_XDECREF(dict), 0;
    PyTypeObject *kind = descriptor_type(Py_TYPE(original)->tp_descr_set != NULL);
    hidden_attribute *hidden = kind ? PyObject_New(hidden_attribute, kind) : NULL;
    size_t length = strlen(owner->tp_name) + strlen(name) + 2;
    char *label = malloc(length);
    if (!hidden || !label) return Py_DECREF(dict), PyErr_NoMemory(), -1;
    snprintf(label, length, "%s.%s", owner->tp_name, name);
    Py_INCREF(original);
    hidden->original = original;
    hidden->name = strchr(label, 0) - strlen(name);
    hidden->label = label;
    hidden->note = note;
    hidden->from_readers = from_readers;
    int result = PyDict_SetItemString(dict, name, (PyObject *)hidden);
    Py_DECREF(dict);
    PyType_Modified(owner);
    return result < 0 ? -1 : 1;
}

// MARK: Constructors

static struct {
    PyTypeObject *type;
    newfunc original;
    cpy_note note;
} constructors[4];
static size_t constructor_count;

static PyObject *guarded_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    for (size_t index = 0; index < constructor_count; index++) {
        if (constructors[index].type != type) continue;
        if (!cpy_program_asks(0)) return constructors[index].original(type, arguments, keywords);
        constructors[index].note(type->tp_name);
    }
    return PyErr_Format(PyExc_TypeError, "cannot create '%.50s' instances", type->tp_name);
}

void cpy_guard_constructor(cpy_object *type, cpy_note note) {
    PyTypeObject *owner = (PyTypeObject *)type;
    if (constructor_count == sizeof constructors / sizeof *constructors || owner->tp_new == guarded_new) return;
    constructors[constructor_count].type = owner;
    constructors[constructor_count].note = note;
    constructors[constructor_count++].original = owner->tp_new;
    owner->tp_new = guarded_new;
}

// MARK: Audit events

static struct {
    const char *event;
    bool is_for_library_only;
} admitted[64];
static size_t admitted_count;
static cpy_note audit_note;
static int is_auditing;

void cpy_admit_event(const char *event, int for_library_only) {
    if (admitted_count == sizeof admitted / sizeof *admitted) return;
    admitted[admitted_count].event = event;
    admitted[admitted_count++].is_for_library_only = for_library_only;
}

static int on_event(const char *event, PyObject *arguments, void *unused) {
    (void)arguments, (void)unused;
    if (!is_auditing) return 0;
    for (size_t index = 0; index < admitted_count; index++)
        if (!strcmp(admitted[index].event, event)) {
            if (!admitted[index].is_for_library_only || !cpy_program_asks(0)) return 0;
            break;
        }
    audit_note(event);
    PyErr_Format(PyExc_PermissionError, "the audit event '%.100s' is refused here", event);
    return -1;
}

int cpy_add_audit_hook(cpy_note note) {
    audit_note = note;
    return PySys_AddAuditHook(on_event, NULL);
}

int cpy_set_auditing(int is_on) {
    int was_on = is_auditing;
    is_auditing = is_on;
    return was_on;
}

void cpy_raise_syntax_error(const char *message, const char *file, int line, int column, cpy_object *text) {
    PyObject *arguments = Py_BuildValue("(s(siiO))", message, file, line, column, text);
    if (arguments) PyErr_SetObject(PyExc_SyntaxError, arguments);
    Py_XDECREF(arguments);
}
