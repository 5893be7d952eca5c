#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <datetime.h>
#include <structmember.h>

#include <string.h>

#include "cpy_values.h"

void cpy_values_prepare(void) {
    if (!cpy_imported_module("datetime")) return;
    PyDateTime_IMPORT;
    PyErr_Clear();
}

cpy_object *cpy_imported_module(const char *name) {
    PyObject *text = PyUnicode_FromString(name);
    PyObject *module = text ? PyImport_GetModule(text) : NULL;
    Py_XDECREF(text);
    if (!module) return PyErr_Clear(), NULL;
    Py_DECREF(module);  // sys.modules keeps it.
    return module;
}

cpy_kind cpy_kind_of(cpy_object *object) {
    PyTypeObject *type = Py_TYPE(object);
    if (type == &PyUnicode_Type) return cpy_kind_str;
    if (type == &PyLong_Type) return cpy_kind_int;
    if (object == Py_None) return cpy_kind_none;
    if (type == &PyBool_Type) return object == Py_True ? cpy_kind_true : cpy_kind_false;
    if (type == &PyFloat_Type) return cpy_kind_float;
    if (type == &PyList_Type) return cpy_kind_list;
    if (type == &PyDict_Type) return cpy_kind_dict;
    if (type == &PyTuple_Type) return cpy_kind_tuple;
    if (type == &PyBytes_Type) return cpy_kind_bytes;
    if (type == &PySet_Type) return cpy_kind_set;
    if (type == &PyFrozenSet_Type) return cpy_kind_frozenset;
    if (type == &PyComplex_Type) return cpy_kind_complex;
    if (!PyDateTimeAPI) return cpy_kind_other;
    if (type == PyDateTimeAPI->DateTimeType) return cpy_kind_datetime;
    if (type == PyDateTimeAPI->DateType) return cpy_kind_date;
    if (type == PyDateTimeAPI->TimeType) return cpy_kind_time;
    if (type == PyDateTimeAPI->DeltaType) return cpy_kind_timedelta;
    if (type == Py_TYPE(PyDateTimeAPI->TimeZone_UTC)) return cpy_kind_timezone;
    return cpy_kind_other;
}

int cpy_is_tuple(cpy_object *object) { return PyTuple_Check(object); }
cpy_object *cpy_type(cpy_object *object) { return (PyObject *)Py_TYPE(object); }

int cpy_int64(cpy_object *integer, int64_t *value) {
    int overflow = 0;
    *value = PyLong_AsLongLongAndOverflow(integer, &overflow);
    return !overflow;
}

int cpy_int_is_positive(cpy_object *integer) { return _PyLong_Sign(integer) > 0; }
size_t cpy_int_bit_count(cpy_object *integer) { return _PyLong_NumBits(integer); }

int cpy_int_magnitude(cpy_object *integer, uint8_t *bytes, size_t count, int *is_negative) {
#if PY_VERSION_HEX >= 0x030d0000
    int failed = _PyLong_AsByteArray((PyLongObject *)integer, bytes, count, 0, 1, 1);
#else
    int failed = _PyLong_AsByteArray((PyLongObject *)integer, bytes, count, 0, 1);
#endif
    if (failed) return -1;
    *is_negative = count > 0 && bytes[0] >> 7;
    // In two's complement the inverse of n is -1 - n.
    for (size_t index = 0; *is_negative && index < count; index++) bytes[index] = (uint8_t)~bytes[index];
    return 0;
}

double cpy_float(cpy_object *object) { return PyFloat_AS_DOUBLE(object); }
void cpy_complex(cpy_object *object, double *real, double *imaginary) {
    *real = ((PyComplexObject *)object)->cval.real;
    *imaginary = ((PyComplexObject *)object)->cval.imag;
}
const char *cpy_utf8(cpy_object *text, size_t *length) {
    // CPython's encoder would ask the handler of errors that is registered as "strict", which may be the program's.
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t end = kind == PyUnicode_1BYTE_KIND ? 0 : PyUnicode_GET_LENGTH(text);
    for (Py_ssize_t index = 0; index < end; index++)
        if (Py_UNICODE_IS_SURROGATE(PyUnicode_READ(kind, data, index))) return NULL;
    Py_ssize_t count = 0;
    const char *bytes = PyUnicode_AsUTF8AndSize(text, &count);
    *length = (size_t)count;
    return bytes;
}
cpy_object *cpy_list_item(cpy_object *list, size_t index) { return PyList_GET_ITEM(list, (Py_ssize_t)index); }
size_t cpy_list_count(cpy_object *list) { return (size_t)PyList_GET_SIZE(list); }
int cpy_list_drop_last(cpy_object *list) {
    Py_ssize_t count = PyList_GET_SIZE(list);
    return PyList_SetSlice(list, count - 1, count, NULL);
}
size_t cpy_dict_count(cpy_object *dict) { return (size_t)PyDict_Size(dict); }
int cpy_dict_next(cpy_object *dict, size_t *position, cpy_object **key, cpy_object **value) {
    return PyDict_Next(dict, (Py_ssize_t *)position, key, value);
}
size_t cpy_set_count(cpy_object *set) { return (size_t)PySet_GET_SIZE(set); }
cpy_object *cpy_iterator(cpy_object *set) { return PyObject_GetIter(set); }
cpy_object *cpy_iterator_next(cpy_object *iterator) { return PyIter_Next(iterator); }
int cpy_is_exact_str(cpy_object *object) { return PyUnicode_CheckExact(object); }
int cpy_is_str(cpy_object *object) { return PyUnicode_Check(object); }
int cpy_is_code(cpy_object *object) { return PyCode_Check(object); }
int cpy_texts_equal(cpy_object *left, cpy_object *right) {
    return PyUnicode_CheckExact(left) && PyUnicode_CheckExact(right) && PyUnicode_Compare(left, right) == 0;
}

void cpy_moment_of(cpy_object *object, cpy_kind kind, cpy_moment *moment) {
    memset(moment, 0, sizeof *moment);
    if (kind != cpy_kind_time) {
        moment->year = PyDateTime_GET_YEAR(object);
        moment->month = PyDateTime_GET_MONTH(object);
        moment->day = PyDateTime_GET_DAY(object);
    }
    if (kind == cpy_kind_datetime) {
        moment->hour = PyDateTime_DATE_GET_HOUR(object);
        moment->minute = PyDateTime_DATE_GET_MINUTE(object);
        moment->second = PyDateTime_DATE_GET_SECOND(object);
        moment->microsecond = PyDateTime_DATE_GET_MICROSECOND(object);
    } else if (kind == cpy_kind_time) {
        moment->hour = PyDateTime_TIME_GET_HOUR(object);
        moment->minute = PyDateTime_TIME_GET_MINUTE(object);
        moment->second = PyDateTime_TIME_GET_SECOND(object);
        moment->microsecond = PyDateTime_TIME_GET_MICROSECOND(object);
    }
}
cpy_object *cpy_tzinfo(cpy_object *object, cpy_kind kind) {
    return kind == cpy_kind_datetime ? PyDateTime_DATE_GET_TZINFO(object) : PyDateTime_TIME_GET_TZINFO(object);
}
void cpy_timedelta_of(cpy_object *object, int *days, int *seconds, int *microseconds) {
    *days = PyDateTime_DELTA_GET_DAYS(object);
    *seconds = PyDateTime_DELTA_GET_SECONDS(object);
    *microseconds = PyDateTime_DELTA_GET_MICROSECONDS(object);
}
cpy_object *cpy_zone_offset(cpy_object *zone, cpy_object *moment) {
    return PyObject_CallMethod(zone, "utcoffset", "O", moment);
}
int cpy_type_is_immutable(cpy_object *type) {
    return PyType_Check(type) && (!PyType_HasFeature((PyTypeObject *)type, Py_TPFLAGS_HEAPTYPE) ||
                                  PyType_HasFeature((PyTypeObject *)type, Py_TPFLAGS_IMMUTABLETYPE));
}

// One type's own dict. 3.12 keeps those of static built-in types elsewhere, and tp_dict is NULL there.
static PyObject *own_dict(PyTypeObject *type) {
#if PY_VERSION_HEX >= 0x030c0000
    return PyType_GetDict(type);
#else
    Py_XINCREF(type->tp_dict);
    return type->tp_dict;
#endif
}

cpy_object *cpy_type_entry_object(cpy_object *type, cpy_object *name) {
    PyObject *order = ((PyTypeObject *)type)->tp_mro;
    for (Py_ssize_t index = 0; order && index < PyTuple_GET_SIZE(order); index++) {
        PyObject *base = PyTuple_GET_ITEM(order, index);
        if (!PyType_Check(base)) continue;
        PyObject *dict = own_dict((PyTypeObject *)base), *key, *value;
        Py_ssize_t position = 0;
        while (dict && PyDict_Next(dict, &position, &key, &value))
            if (cpy_texts_equal(key, name)) return Py_DECREF(dict), value;  // The type keeps its dict.
        Py_XDECREF(dict);
    }
    return NULL;
}

cpy_object *cpy_type_entry(cpy_object *type, const char *name) {
    PyObject *text = PyUnicode_FromString(name);
    if (!text) return PyErr_Clear(), NULL;
    PyObject *entry = cpy_type_entry_object(type, text);
    Py_DECREF(text);
    return entry;
}

cpy_object *cpy_stored_attribute(cpy_object *object, cpy_object *name) {
    PyObject *entry = cpy_type_entry_object((PyObject *)Py_TYPE(object), name);
    if (entry && Py_IS_TYPE(entry, &PyMemberDescr_Type)) {
        // A slot: its own getter, written in C, which refuses objects of other types.
        PyObject *value = PyMemberDescr_Type.tp_descr_get(entry, object, (PyObject *)Py_TYPE(object));
        if (!value) PyErr_Clear();
        return value;
    }
    PyObject *dict = PyObject_GenericGetDict(object, NULL), *key, *value, *found = NULL;
    if (!dict) return PyErr_Clear(), NULL;
    Py_ssize_t position = 0;
    while (!found && PyDict_CheckExact(dict) && PyDict_Next(dict, &position, &key, &value))
        if (cpy_texts_equal(key, name)) found = value;
    Py_XINCREF(found);
    Py_DECREF(dict);
    return found;
}

cpy_object *cpy_instance_dict(cpy_object *object) {
    PyObject *dict = PyObject_GenericGetDict(object, NULL);
    if (!dict) PyErr_Clear();
    return dict;
}

cpy_object *cpy_bool(int value) { return PyBool_FromLong(value); }
cpy_object *cpy_unsigned(uint64_t value) { return PyLong_FromUnsignedLongLong(value); }
cpy_object *cpy_int_from_magnitude(const uint8_t *bytes, size_t count, int is_negative) {
    PyObject *magnitude = _PyLong_FromByteArray(bytes, count, 0, 0);
    if (!magnitude || !is_negative) return magnitude;
    PyObject *negative = PyNumber_Invert(magnitude);
    Py_DECREF(magnitude);
    return negative;
}
cpy_object *cpy_make_float(double value) { return PyFloat_FromDouble(value); }
cpy_object *cpy_make_complex(double real, double imaginary) { return PyComplex_FromDoubles(real, imaginary); }
cpy_object *cpy_make_list(size_t count) { return PyList_New((Py_ssize_t)count); }
cpy_object *cpy_make_tuple(size_t count) { return PyTuple_New((Py_ssize_t)count); }
void cpy_list_fill(cpy_object *list, size_t index, cpy_object *item) {
    PyList_SET_ITEM(list, (Py_ssize_t)index, item);
}
void cpy_tuple_fill(cpy_object *tuple, size_t index, cpy_object *item) {
    PyTuple_SET_ITEM(tuple, (Py_ssize_t)index, item);
}
cpy_object *cpy_make_dict(void) { return PyDict_New(); }
int cpy_dict_put(cpy_object *dict, cpy_object *key, cpy_object *value) { return PyDict_SetItem(dict, key, value); }
cpy_object *cpy_make_set(int is_frozen) { return is_frozen ? PyFrozenSet_New(NULL) : PySet_New(NULL); }
int cpy_set_add(cpy_object *set, cpy_object *item) { return PySet_Add(set, item); }
cpy_object *cpy_make_proxy(cpy_object *dict) { return PyDictProxy_New(dict); }

static PyObject *no_datetime(void) {
    PyErr_SetString(PyExc_TypeError, "the image has no module datetime");
    return NULL;
}
cpy_object *cpy_make_date(int year, int month, int day) {
    return PyDateTimeAPI ? PyDate_FromDate(year, month, day) : no_datetime();
}
cpy_object *cpy_make_time(const cpy_moment *moment, cpy_object *tzinfo) {
    if (!PyDateTimeAPI) return no_datetime();
    return PyDateTimeAPI->Time_FromTime(moment->hour, moment->minute, moment->second, moment->microsecond, tzinfo,
                                        PyDateTimeAPI->TimeType);
}
cpy_object *cpy_make_datetime(const cpy_moment *moment, cpy_object *tzinfo) {
    if (!PyDateTimeAPI) return no_datetime();
    return PyDateTimeAPI->DateTime_FromDateAndTimeAndFold(
        moment->year, moment->month, moment->day, moment->hour, moment->minute, moment->second, moment->microsecond,
        tzinfo, moment->fold, PyDateTimeAPI->DateTimeType);
}
cpy_object *cpy_make_timedelta(int days, int seconds, int microseconds) {
    return PyDateTimeAPI ? PyDelta_FromDSU(days, seconds, microseconds) : no_datetime();
}
cpy_object *cpy_make_timezone(int offset_seconds) {
    PyObject *offset = cpy_make_timedelta(0, offset_seconds, 0);
    PyObject *timezone = offset ? PyTimeZone_FromOffset(offset) : NULL;
    Py_XDECREF(offset);
    return timezone;
}
