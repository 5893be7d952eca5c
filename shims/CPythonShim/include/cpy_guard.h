// What a program asks of Python is told from what the library asks, by the code of the frame that asks: the library's was
// there before any program.
//
// Descriptors, constructors and audit hooks are called by CPython, through structures whose layout changes with every
// version; so C. Which attributes and events these are is Swift's to say.
#ifndef CPY_GUARD_H
#define CPY_GUARD_H

#include "cpy.h"

// Told of every refusal by what follows: "function.__globals__", or an audit event's name.
typedef void (*cpy_note)(const char *name);

// Names a function of the library that reads attributes which its caller names.
void cpy_name_reader(cpy_object *function);
// Takes all code that exists for the library's. It lives for ever: another at its address would be trusted as well.
int cpy_trust_existing_code(void);
// Whether the innermost frame is of other code, or, if asked to see through those, of a reader.
int cpy_program_asks(int through_readers);

// Puts a descriptor in the place of one that a built-in type has: for the program there is no such attribute. 0 if the type
// has none, and no exception then; -1 and an exception on failure. `from_readers`: also from what reads in its name.
int cpy_hide_attribute(cpy_object *type, const char *name, int from_readers, cpy_note note);
// Lets the library alone call a built-in type.
void cpy_guard_constructor(cpy_object *type, cpy_note note);
// Audit events. What no rule admits is refused. `event` must be a constant.
void cpy_admit_event(const char *event, int for_library_only);
int cpy_add_audit_hook(cpy_note note);
// Whether events are judged; returns what held before.
int cpy_set_auditing(int is_on);

// Raises SyntaxError as the compiler does. `column` counts from 1.
void cpy_raise_syntax_error(const char *message, const char *file, int line, int column, cpy_object *text);

#endif
