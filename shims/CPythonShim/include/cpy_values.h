// Values: what Python objects are made of, read and made without running a line of Python.
//
// Reading is for objects of exactly the built-in types, told by their type pointers: a class of the program's may define
// any method, and none is called here. Most of it is macros over structures whose layout changes with every version.
#ifndef CPY_VALUES_H
#define CPY_VALUES_H

#include "cpy.h"

typedef enum {
    cpy_kind_other,
    cpy_kind_none,
    cpy_kind_false,
    cpy_kind_true,
    cpy_kind_int,
    cpy_kind_float,
    cpy_kind_complex,
    cpy_kind_str,
    cpy_kind_bytes,
    cpy_kind_list,
    cpy_kind_tuple,
    cpy_kind_dict,
    cpy_kind_set,
    cpy_kind_frozenset,
    cpy_kind_date,
    cpy_kind_time,
    cpy_kind_datetime,
    cpy_kind_timedelta,
    cpy_kind_timezone,
} cpy_kind;

// Makes the kinds of `datetime` known, if that module is imported. Before any program runs.
void cpy_values_prepare(void);
// A module that has been imported, or NULL without an exception.
cpy_object *cpy_imported_module(const char *name);  // Borrowed.
cpy_kind cpy_kind_of(cpy_object *object);
// Like a kind, for subclasses too: of tuple, for namedtuples.
int cpy_is_tuple(cpy_object *object);
cpy_object *cpy_type(cpy_object *object);  // Borrowed.

// Reading. Every argument is of exactly the kind that the name says.
// Returns 0 if the number does not fit.
int cpy_int64(cpy_object *integer, int64_t *value);
// The magnitude of n, or of -1 - n for a negative n, big-endian and without leading zeros. The length, or 0 and an
// exception if there is no memory; at most `capacity` bytes are written.
int cpy_int_is_positive(cpy_object *integer);
size_t cpy_int_bit_count(cpy_object *integer);
int cpy_int_magnitude(cpy_object *integer, uint8_t *bytes, size_t count, int *is_negative);
double cpy_float(cpy_object *object);
void cpy_complex(cpy_object *object, double *real, double *imaginary);
// The UTF-8, which the object keeps. NULL for lone surrogates; NULL and an exception for want of memory.
const char *cpy_utf8(cpy_object *text, size_t *length);
cpy_object *cpy_list_item(cpy_object *list, size_t index);  // Borrowed.
size_t cpy_list_count(cpy_object *list);
int cpy_list_drop_last(cpy_object *list);
size_t cpy_dict_count(cpy_object *dict);
// `position` begins at 0. Returns 0 at the end. Borrowed.
int cpy_dict_next(cpy_object *dict, size_t *position, cpy_object **key, cpy_object **value);
size_t cpy_set_count(cpy_object *set);
cpy_object *cpy_iterator(cpy_object *set);    // New.
cpy_object *cpy_iterator_next(cpy_object *iterator);  // New; NULL at the end.
// Returns 1 if both are strs of exactly that type, with the same text.
int cpy_texts_equal(cpy_object *left, cpy_object *right);

typedef struct {
    int year, month, day, hour, minute, second, microsecond;
    int fold;  // 1 for the second of two times that a clock shows twice. Not read, for an offset says as much.
} cpy_moment;
// Of a date, a time or a datetime, by its kind.
void cpy_moment_of(cpy_object *object, cpy_kind kind, cpy_moment *moment);
// A time's or datetime's tzinfo, None if it has none.
cpy_object *cpy_tzinfo(cpy_object *object, cpy_kind kind);  // Borrowed.
void cpy_timedelta_of(cpy_object *object, int *days, int *seconds, int *microseconds);
// The offset that a `timezone` or a `ZoneInfo` has at a moment: the type's own method, written in C.
cpy_object *cpy_zone_offset(cpy_object *zone, cpy_object *moment);  // New.
// Whether a type's methods are those that it was made with.
int cpy_type_is_immutable(cpy_object *type);

// What a class says of itself, read from the types' own dicts, whose keys may be hostile: they are compared only if they
// are of exactly str.
cpy_object *cpy_type_entry(cpy_object *type, const char *name);  // Borrowed; along the resolution order; NULL if absent.
cpy_object *cpy_type_entry_object(cpy_object *type, cpy_object *name);  // The same, with a str.
// An attribute's value as the default lookup finds it in a slot of the type or in the instance's dict, or NULL without an
// exception.
cpy_object *cpy_stored_attribute(cpy_object *object, cpy_object *name);  // New.
int cpy_is_exact_str(cpy_object *object);
int cpy_is_str(cpy_object *object);   // Or of a subclass.
int cpy_is_code(cpy_object *object);
// An instance's own dict.
cpy_object *cpy_instance_dict(cpy_object *object);  // New; NULL without an exception if it has none.

// Making. All new.
cpy_object *cpy_bool(int value);
cpy_object *cpy_unsigned(uint64_t value);
cpy_object *cpy_int_from_magnitude(const uint8_t *bytes, size_t count, int is_negative);
cpy_object *cpy_make_float(double value);
cpy_object *cpy_make_complex(double real, double imaginary);
cpy_object *cpy_make_list(size_t count);
cpy_object *cpy_make_tuple(size_t count);
// Takes the item over.
void cpy_list_fill(cpy_object *list, size_t index, cpy_object *item);
void cpy_tuple_fill(cpy_object *tuple, size_t index, cpy_object *item);
cpy_object *cpy_make_dict(void);
int cpy_dict_put(cpy_object *dict, cpy_object *key, cpy_object *value);
cpy_object *cpy_make_set(int is_frozen);
int cpy_set_add(cpy_object *set, cpy_object *item);
cpy_object *cpy_make_proxy(cpy_object *dict);
cpy_object *cpy_make_date(int year, int month, int day);
cpy_object *cpy_make_time(const cpy_moment *moment, cpy_object *tzinfo);
cpy_object *cpy_make_datetime(const cpy_moment *moment, cpy_object *tzinfo);
cpy_object *cpy_make_timedelta(int days, int seconds, int microseconds);
cpy_object *cpy_make_timezone(int offset_seconds);

#endif
