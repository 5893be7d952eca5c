#define _GNU_SOURCE
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <frameobject.h>

#include <dlfcn.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cpy.h"

static void describe(PyStatus status, char *error, size_t capacity) {
    snprintf(error, capacity, "%s%s%s", status.func ? status.func : "", status.func ? ": " : "",
             status.err_msg ? status.err_msg : "unknown error");
}

const char *cpy_library_path(void) {
    Dl_info info;
    // A function that only libpython refers to: an exported one may have an address in the executable.
    return dladdr((void *)(uintptr_t)PyType_Type.tp_dealloc, &info) ? info.dli_fname : NULL;
}

int cpy_start(const char *home, char *error, size_t capacity) {
    PyPreConfig preconfig;
    PyPreConfig_InitIsolatedConfig(&preconfig);
    preconfig.utf8_mode = 1;  // No locale in an empty environment.
    PyStatus status = Py_PreInitialize(&preconfig);
    if (PyStatus_Exception(status)) return describe(status, error, capacity), -1;

    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    config.install_signal_handlers = 0;
    config.write_bytecode = 0;
    config.buffered_stdio = 0;  // What was printed before a kill must have reached the pipe.
    config.pathconfig_warnings = 0;
    status = home ? PyConfig_SetBytesString(&config, &config.home, home) : PyStatus_Ok();
    if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    if (PyStatus_Exception(status)) return describe(status, error, capacity), -1;
    return 0;
}

int cpy_supports_threads(void) { return PY_VERSION_HEX >= 0x030c0000; }

int cpy_enter_subinterpreter(int allows_threads, char *error, size_t capacity) {
#if PY_VERSION_HEX < 0x030c0000
    (void)allows_threads;
    if (!_Py_NewInterpreter(1)) {
        snprintf(error, capacity, "_Py_NewInterpreter failed");
        return -1;
    }
    // 3.11 bounds the digits that it converts in the main interpreter alone; this is the bound there.
    PyObject *set = PySys_GetObject("set_int_max_str_digits");
    PyObject *done = set ? PyObject_CallFunction(set, "i", 4300) : NULL;
    if (!done) {
        PyErr_Clear();
        snprintf(error, capacity, "sys.set_int_max_str_digits failed");
        return -1;
    }
    Py_DECREF(done);
#else
    // As 3.11 does it. Only one interpreter ever runs programs, so a GIL and an allocator of its own would gain nothing,
    // and they would keep out extension modules: ctypes, and the fast halves of datetime and decimal, in 3.12.
    PyInterpreterConfig config = {
        .use_main_obmalloc = 1,
        .allow_fork = 0,
        .allow_exec = 0,
        .allow_threads = allows_threads,
        .allow_daemon_threads = 0,
        .check_multi_interp_extensions = 0,
        .gil = PyInterpreterConfig_SHARED_GIL,
    };
    PyThreadState *state = NULL;
    PyStatus status = Py_NewInterpreterFromConfig(&state, &config);
    if (PyStatus_Exception(status)) return describe(status, error, capacity), -1;
#endif
    return 0;
}

const char *cpy_version(void) {
    static char version[32];
    snprintf(version, sizeof version, "%.*s", (int)strcspn(Py_GetVersion(), " "), Py_GetVersion());
    return version;
}

void cpy_retain(cpy_object *object) { Py_INCREF(object); }
void cpy_release(cpy_object *object) { Py_DECREF(object); }

cpy_object *cpy_none(void) { return Py_None; }
cpy_object *cpy_text(const char *bytes, size_t length) {
    return PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)length, "strict");
}
cpy_object *cpy_bytes(const uint8_t *bytes, size_t length) {
    return PyBytes_FromStringAndSize((const char *)bytes, (Py_ssize_t)length);
}
cpy_object *cpy_integer(int64_t value) { return PyLong_FromLongLong(value); }

cpy_object *cpy_tuple(cpy_object *const *items, size_t count) {
    PyObject *tuple = PyTuple_New((Py_ssize_t)count);
    for (size_t index = 0; tuple && index < count; index++) {
        Py_INCREF(items[index]);
        PyTuple_SET_ITEM(tuple, (Py_ssize_t)index, items[index]);
    }
    return tuple;
}

cpy_object *cpy_dict_copy(cpy_object *dict) { return PyDict_Copy(dict); }
int cpy_dict_set(cpy_object *dict, const char *key, cpy_object *value) {
    return PyDict_SetItemString(dict, key, value);
}
int cpy_dict_remove(cpy_object *dict, const char *key) { return PyDict_DelItemString(dict, key); }
cpy_object *cpy_dict_get(cpy_object *dict, const char *key) { return PyDict_GetItemString(dict, key); }

int cpy_integer_value(cpy_object *object, int64_t *value) {
    if (!PyLong_CheckExact(object) && !PyBool_Check(object)) return 0;
    int overflow = 0;
    *value = PyLong_AsLongLongAndOverflow(object, &overflow);
    return !overflow;
}

int cpy_is_none(cpy_object *object) { return object == Py_None; }
int cpy_contains(cpy_object *container, cpy_object *item) { return PySequence_Contains(container, item); }
int cpy_is_true(cpy_object *object) { return PyObject_IsTrue(object); }

cpy_object *cpy_text_bytes(cpy_object *object) {
    return PyUnicode_AsEncodedString(object, "utf-8", "backslashreplace");
}
const char *cpy_bytes_start(cpy_object *bytes) { return PyBytes_AS_STRING(bytes); }
size_t cpy_bytes_length(cpy_object *bytes) { return (size_t)PyBytes_GET_SIZE(bytes); }

cpy_object *cpy_attribute(cpy_object *object, const char *name) { return PyObject_GetAttrString(object, name); }
cpy_object *cpy_call(cpy_object *function, cpy_object *const *arguments, size_t count) {
    return PyObject_Vectorcall(function, arguments, count, NULL);
}
cpy_object *cpy_string_of(cpy_object *object) { return PyObject_Str(object); }
cpy_object *cpy_type_name(cpy_object *type) { return PyType_GetQualName((PyTypeObject *)type); }
cpy_object *cpy_type_module(cpy_object *type) { return PyObject_GetAttrString(type, "__module__"); }

int cpy_write_output(cpy_object *text) {
    PyObject *output = PySys_GetObject("stdout");
    if (!output) return PyErr_SetString(PyExc_RuntimeError, "lost sys.stdout"), -1;
    return PyFile_WriteObject(text, output, Py_PRINT_RAW);
}

int cpy_display(cpy_object *object) {
    PyObject *output = PySys_GetObject("stdout");
    if (!output) return PyErr_SetString(PyExc_RuntimeError, "lost sys.stdout"), -1;
    return PyFile_WriteObject(object, output, 0) ? -1 : PyFile_WriteString("\n", output);
}

int cpy_set_display_hook(cpy_object *function) { return PySys_SetObject("displayhook", function); }
int cpy_set_input(cpy_object *file) { return PySys_SetObject("stdin", file); }
cpy_object *cpy_make_class(const char *name, cpy_object *base, const char *attribute, cpy_object *value) {
    return PyObject_CallFunction((PyObject *)&PyType_Type, "s(O){sO}", name, base, attribute, value);
}
int cpy_show(cpy_object *value) {
    PyObject *hook = PySys_GetObject("displayhook");
    if (!hook) return PyErr_SetString(PyExc_RuntimeError, "lost sys.displayhook"), -1;
    PyObject *result = PyObject_CallOneArg(hook, value);
    Py_XDECREF(result);
    return result ? 0 : -1;
}

cpy_object *cpy_import(const char *name) { return PyImport_ImportModule(name); }
cpy_object *cpy_module_dict(const char *name) {
    PyObject *module = PyImport_AddModule(name);
    return module ? PyModule_GetDict(module) : NULL;
}
cpy_object *cpy_make_module(const char *name) { return PyModule_New(name); }
static int refuse_change(PyObject *module, PyObject *name, PyObject *value) {
    (void)value;
    PyErr_Format(PyExc_TypeError, "the module '%s' is read-only here: '%S' cannot be set or deleted", PyModule_GetName(module), name);
    return -1;
}
static PyObject *sealed_attribute(PyObject *module, PyObject *name) {
    if (PyUnicode_CompareWithASCIIString(name, "__dict__") == 0) return PyDictProxy_New(PyModule_GetDict(module));
    return PyObject_GenericGetAttr(module, name);
}
// The default asks for a `__dict__` that is one.
static PyObject *list_names(PyObject *module, PyObject *none) {
    (void)none;
    return PyDict_Keys(PyModule_GetDict(module));
}
cpy_object *cpy_make_sealed_module(const char *name, cpy_object *names) {
    static PyMethodDef methods[] = {{"__dir__", list_names, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {
        {Py_tp_setattro, refuse_change}, {Py_tp_getattro, sealed_attribute}, {Py_tp_methods, methods}, {0, NULL}};
    static PyType_Spec spec = {.name = "builtins.module", .flags = Py_TPFLAGS_DEFAULT, .slots = slots};
    PyObject *type = PyType_FromSpecWithBases(&spec, (PyObject *)&PyModule_Type);
    PyObject *module = type ? PyObject_CallFunction(type, "s", name) : NULL;
    Py_XDECREF(type);
    if (module && PyDict_Update(PyModule_GetDict(module), names) < 0) Py_CLEAR(module);
    return module;
}
cpy_object *cpy_dict_of_module(cpy_object *module) { return PyModule_GetDict(module); }
void cpy_add_module(const char *name, cpy_object *module) {
    PyObject *modules = PyImport_GetModuleDict();
    if (modules && PyDict_SetItemString(modules, name, module) < 0) PyErr_Clear();
}
cpy_object *cpy_loaded_modules(void) { return PyImport_GetModuleDict(); }
int cpy_is_module(cpy_object *object) { return PyModule_Check(object); }
const char *cpy_module_name(cpy_object *module) {
    PyObject *name = PyDict_GetItemString(PyModule_GetDict(module), "__name__");
    const char *text = name && PyUnicode_CheckExact(name) ? PyUnicode_AsUTF8(name) : NULL;
    PyErr_Clear();
    return text;
}
int cpy_search_first(size_t position, cpy_object *directory) {
    PyObject *path = PySys_GetObject("path");
    if (path && PyList_Check(path)) return PyList_Insert(path, (Py_ssize_t)position, directory);
    PyErr_SetString(PyExc_RuntimeError, "sys.path is no list");
    return -1;
}
int cpy_replace_finders(cpy_object *finder) {
    PyObject *finders = PyList_New(1), *hooks = PyList_New(0), *path = PyList_New(0), *cache = PyDict_New();
    int failed = !finders || !hooks || !path || !cache;
    if (!failed) {
        Py_INCREF(finder);
        PyList_SET_ITEM(finders, 0, finder);
        failed = PySys_SetObject("meta_path", finders) || PySys_SetObject("path_hooks", hooks) ||
                 PySys_SetObject("path", path) || PySys_SetObject("path_importer_cache", cache);
    }
    Py_XDECREF(finders), Py_XDECREF(hooks), Py_XDECREF(path), Py_XDECREF(cache);
    return failed ? -1 : 0;
}
static int is_of_library(PyCodeObject *code, const char *library) {
    const char *name = PyUnicode_AsUTF8(code->co_filename);
    if (!name) return PyErr_Clear(), 0;
    // Packages that others wrote may lie below the library.
    if (strstr(name, "/site-packages/") || strstr(name, "/dist-packages/")) return 0;
    return !strncmp(name, "<frozen ", 8) || (*library && !strncmp(name, library, strlen(library)));
}
static int is_of_import_system(PyCodeObject *code) {
    const char *name = PyUnicode_AsUTF8(code->co_filename);
    if (!name) return PyErr_Clear(), 0;
    return !strncmp(name, "<frozen importlib", 17) || strstr(name, "/importlib/") != NULL;
}
int cpy_import_is_foreign(const char *library) {
    PyFrameObject *frame = PyThreadState_GetFrame(PyThreadState_Get());
    int found = 0, more = 1;
    while (frame && more) {
        PyCodeObject *code = PyFrame_GetCode(frame);
        more = is_of_import_system(code);
        found = !more && !is_of_library(code, library);
        Py_DECREF(code);
        PyFrameObject *back = PyFrame_GetBack(frame);
        Py_DECREF(frame);
        frame = back;
    }
    Py_XDECREF(frame);
    PyErr_Clear();
    return found;
}
void cpy_forget_module(const char *name) {
    PyObject *modules = PyImport_GetModuleDict();
    if (modules && PyDict_DelItemString(modules, name) < 0) PyErr_Clear();
}
cpy_object *cpy_builtins(void) {
    PyObject *module = PyImport_AddModule("builtins");
    return module ? PyModule_GetDict(module) : NULL;
}
cpy_object *cpy_evaluate_code(cpy_object *code, cpy_object *globals) {
    return PyEval_EvalCode(code, globals, globals);
}
void cpy_enable_collector(void) { PyGC_Enable(); }
int cpy_disable_collector(void) { return PyGC_Disable(); }

// obmalloc's: 16 KiB pools of blocks of one size, in steps of 16 up to 512 bytes; a new pool's first block follows its header.
void cpy_fill_allocator_gaps(void) {
    enum { pool = 16 * 1024, header = 48, step = 16, largest = 512, patience = 1 << 16 };
    for (size_t size = step; size <= largest; size += step)
        for (int tries = 0; tries < patience; tries++) {
            char *first = PyObject_Malloc(size);
            if (!first) break;
            if ((uintptr_t)first % pool != header) continue;  // In a gap, which it fills for ever.
            char *second = PyObject_Malloc(size);
            bool is_new = second == first + size;
            PyObject_Free(second);
            if (!is_new) continue;
            PyObject_Free(first);
            break;
        }
}

void cpy_set_recursion_limit(int limit) { Py_SetRecursionLimit(limit); }

cpy_object *cpy_make_function(const char *name, cpy_function function) {
    enum { capacity = 32 };
    static PyMethodDef definitions[capacity];
    static size_t count;
    if (count == capacity) return PyErr_SetString(PyExc_SystemError, "too many functions"), NULL;
    PyMethodDef *definition = &definitions[count++];
    definition->ml_name = name;
    definition->ml_meth = (PyCFunction)(void (*)(void))function;
    definition->ml_flags = METH_VARARGS | METH_KEYWORDS;
    return PyCFunction_New(definition, NULL);
}
cpy_object *cpy_make_bound_function(const char *name, const char *documentation, cpy_object *self,
                                    cpy_function function) {
    // CPython keeps pointers into it for as long as the function lives, which only the program knows.
    PyMethodDef *definition = malloc(sizeof *definition);
    char *texts[] = {strdup(name), strdup(documentation)};
    if (!definition || !texts[0] || !texts[1]) return PyErr_NoMemory();
    *definition = (PyMethodDef){texts[0], (PyCFunction)(void (*)(void))function, METH_VARARGS | METH_KEYWORDS, texts[1]};
    return PyCFunction_New(definition, self);
}
cpy_object *cpy_call_with_keywords(cpy_object *function, cpy_object *tuple, cpy_object *keywords) {
    return PyObject_Call(function, tuple, keywords);
}
cpy_object *cpy_path_of(cpy_object *object) { return PyOS_FSPath(object); }
size_t cpy_tuple_count(cpy_object *tuple) { return (size_t)PyTuple_GET_SIZE(tuple); }
cpy_object *cpy_tuple_item(cpy_object *tuple, size_t index) {
    return PyTuple_GET_ITEM(tuple, (Py_ssize_t)index);
}

cpy_object *cpy_take_exception(void) {
#if PY_VERSION_HEX >= 0x030c0000
    return PyErr_GetRaisedException();
#else
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (!type) return NULL;
    PyErr_NormalizeException(&type, &value, &traceback);
    if (value && traceback) PyException_SetTraceback(value, traceback);
    Py_XDECREF(type);
    Py_XDECREF(traceback);
    return value;
#endif
}

void cpy_clear_exception(void) { PyErr_Clear(); }

static PyObject *builtin_exception(const char *name) {
    // The static types: the program cannot replace them, as it can the names in builtins.
    static const struct {
        const char *name;
        PyObject **type;
    } known[] = {
        {"SystemExit", &PyExc_SystemExit},       {"MemoryError", &PyExc_MemoryError},
        {"ImportError", &PyExc_ImportError},     {"KeyboardInterrupt", &PyExc_KeyboardInterrupt},
        {"SystemError", &PyExc_SystemError},     {"TypeError", &PyExc_TypeError},
        {"RecursionError", &PyExc_RecursionError}, {"RuntimeError", &PyExc_RuntimeError},
        {"AttributeError", &PyExc_AttributeError}, {"PermissionError", &PyExc_PermissionError},
        {"SyntaxError", &PyExc_SyntaxError},     {"ModuleNotFoundError", &PyExc_ModuleNotFoundError},
    };
    for (size_t index = 0; index < sizeof known / sizeof *known; index++)
        if (!strcmp(known[index].name, name)) return *known[index].type;
    return PyExc_SystemError;
}

int cpy_exception_is(cpy_object *exception, const char *builtin_name) {
    return PyErr_GivenExceptionMatches(exception, builtin_exception(builtin_name));
}
cpy_object *cpy_exception_type(cpy_object *exception) { return (PyObject *)Py_TYPE(exception); }
void cpy_raise_exit(cpy_object *code) { PyErr_SetObject(PyExc_SystemExit, code ? code : Py_None); }
void cpy_raise(const char *builtin_name, const char *message) {
    PyErr_SetString(builtin_exception(builtin_name), message);
}

cpy_object *cpy_make_exception_type(const char *name) { return PyErr_NewException(name, NULL, NULL); }

void cpy_raise_named(const char *name, cpy_object *otherwise, const char *message) {
    // The interpreter's own table, which the program may have changed: what it finds there is its own affair.
    PyObject *type = PyDict_GetItemString(PyEval_GetBuiltins(), name);
    if (!type || !PyExceptionClass_Check(type)) type = otherwise;
    PyErr_SetString(type, message);
}

void *cpy_let_others_run(void) { return PyEval_SaveThread(); }
void cpy_run_again(void *state) { PyEval_RestoreThread(state); }

// Whether a file's name is the program's, or that of a statement at a prompt. Within a signal's handler, so nothing is encoded.
static int is_program(PyObject *name) {
    if (!PyUnicode_IS_COMPACT_ASCII(name)) return 0;
    const char *text = PyUnicode_DATA(name);
    return strcmp(text, "<program>") == 0 || strncmp(text, "<input-", 7) == 0;
}

// The line that the program's innermost frame is at in the current call stack; 0 if it is not on it.
static int current_program_line(void) {
    PyThreadState *state = PyThreadState_Get();
    PyFrameObject *frame = PyThreadState_GetFrame(state);
    int line = 0;
    while (frame && !line) {
        PyCodeObject *code = PyFrame_GetCode(frame);
        if (is_program(code->co_filename)) line = PyFrame_GetLineNumber(frame);
        Py_DECREF(code);
        PyFrameObject *back = PyFrame_GetBack(frame);
        Py_DECREF(frame);
        frame = back;
    }
    Py_XDECREF(frame);
    return line > 0 ? line : 0;
}

int cpy_asking_place(const char *library, cpy_object **file) {
    PyFrameObject *frame = PyThreadState_GetFrame(PyThreadState_Get());
    int line = 0, found = 0;
    *file = NULL;
    while (frame && !found) {
        PyCodeObject *code = PyFrame_GetCode(frame);
        found = !is_of_library(code, library);
        if (found || !*file) {
            Py_INCREF(code->co_filename);
            Py_XSETREF(*file, code->co_filename);
            line = PyFrame_GetLineNumber(frame);
        }
        Py_DECREF(code);
        PyFrameObject *back = PyFrame_GetBack(frame);
        Py_DECREF(frame);
        frame = back;
    }
    Py_XDECREF(frame);
    return line > 0 ? line : 0;
}

static PyThreadState *running_state(void) {
#if PY_VERSION_HEX >= 0x030d0000
    return PyThreadState_GetUnchecked();
#else
    return _PyThreadState_UncheckedGet();
#endif
}

static PyThreadState *only_thread;

void cpy_remember_thread(void) { only_thread = PyThreadState_Get(); }

int cpy_line_of_refusal(void) {
    PyThreadState *running = running_state();
    if (!running) PyThreadState_Swap(only_thread);
    int line = current_program_line();
    if (!running) PyThreadState_Swap(NULL);
    return line;
}

static unsigned long interrupted_thread;
static volatile sig_atomic_t accepts_interrupts;

static void on_interrupt(int signal) {
    (void)signal;
    if (!accepts_interrupts) return;
    // None runs while the thread is in a call that lets others run: a short one, as a write, is not to swallow the
    // interrupt. With more threads there is no telling which would run next.
    PyThreadState *running = running_state();
    if (!running && !only_thread) return;
    if (!running) PyThreadState_Swap(only_thread);
    PyThreadState_SetAsyncExc(interrupted_thread, PyExc_KeyboardInterrupt);
    if (!running) PyThreadState_Swap(NULL);
}

void cpy_accept_interrupts(int accepts) {
    accepts_interrupts = accepts;
    if (!accepts && interrupted_thread) PyThreadState_SetAsyncExc(interrupted_thread, NULL);
}

int cpy_install_interrupt(int signal) {
    interrupted_thread = PyThread_get_thread_ident();
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = SA_RESTART};
    return sigaction(signal, &action, NULL);
}
