// CPython's C API as Swift can use it. Python.h is kept out of Swift's sight: half of the API is macros, inline
// functions and variadics, and its layout changes with every version. All differences between versions live in this
// target. Nothing is decided here.
//
// "New" marks a result that the caller owns; every other object result is borrowed. NULL means that a Python exception
// is set, unless the comment says otherwise.
#ifndef CPY_H
#define CPY_H

#include <stddef.h>
#include <stdint.h>

typedef struct _object cpy_object;

// The file that libpython was loaded from, NULL if the loader does not say. dladdr is declared under _GNU_SOURCE only.
const char *cpy_library_path(void);
// Start, with the standard library below `home`, or wherever CPython finds it if that is NULL. PyConfig and PyStatus are
// structures whose layout belongs to each version. On failure `error` holds a text.
int cpy_start(const char *home, char *error, size_t capacity);
// Makes a subinterpreter current. 3.11 takes one flag, 3.12 and later a structure.
int cpy_enter_subinterpreter(int allows_threads, char *error, size_t capacity);
// Of the library that was loaded, which may be newer than the headers: "3.11.2".
const char *cpy_version(void);
// The oldest version whose isolated subinterpreter allows threads.
int cpy_supports_threads(void);

// Reference counts: macros.
void cpy_retain(cpy_object *object);
void cpy_release(cpy_object *object);

// Values.
cpy_object *cpy_none(void);
cpy_object *cpy_text(const char *bytes, size_t length);      // New; strict UTF-8.
cpy_object *cpy_bytes(const uint8_t *bytes, size_t length);  // New.
cpy_object *cpy_integer(int64_t value);                      // New.
cpy_object *cpy_tuple(cpy_object *const *items, size_t count);  // New; retains the items.
cpy_object *cpy_dict_copy(cpy_object *dict);  // New.
int cpy_dict_set(cpy_object *dict, const char *key, cpy_object *value);
int cpy_dict_remove(cpy_object *dict, const char *key);
cpy_object *cpy_dict_get(cpy_object *dict, const char *key);  // Borrowed; NULL without an exception if absent.
// Exact ints only. Returns 0 and sets no exception if the object is no exact int or does not fit.
int cpy_integer_value(cpy_object *object, int64_t *value);
int cpy_is_none(cpy_object *object);
int cpy_contains(cpy_object *container, cpy_object *item);  // -1 with an exception.
int cpy_is_true(cpy_object *object);  // -1 with an exception; may run the program's code.
// The UTF-8 of a str or of a subclass, lone surrogates as backslash escapes, as new bytes.
cpy_object *cpy_text_bytes(cpy_object *object);  // New.
const char *cpy_bytes_start(cpy_object *bytes);
size_t cpy_bytes_length(cpy_object *bytes);

// Objects.
cpy_object *cpy_attribute(cpy_object *object, const char *name);  // New.
cpy_object *cpy_call(cpy_object *function, cpy_object *const *arguments, size_t count);  // New.
cpy_object *cpy_string_of(cpy_object *object);  // New; str(object), which may run the program's code.
cpy_object *cpy_type_name(cpy_object *type);    // New; the qualified name as the type itself keeps it.
cpy_object *cpy_type_module(cpy_object *type);  // New.

// Writes a str to sys.stdout, as the program has it.
int cpy_write_output(cpy_object *text);
// The same with repr(object), which may run the program's code, and a line feed.
int cpy_display(cpy_object *object);
// sys.displayhook, which shows what an expression at a prompt gives; and a call of it.
int cpy_set_display_hook(cpy_object *function);
int cpy_show(cpy_object *value);
int cpy_set_input(cpy_object *file);  // sys.stdin.
// New; a class with one base and one attribute.
cpy_object *cpy_make_class(const char *name, cpy_object *base, const char *attribute, cpy_object *value);

// Modules and code.
cpy_object *cpy_import(const char *name);               // New.
cpy_object *cpy_module_dict(const char *name);          // Borrowed; creates the module if need be.
cpy_object *cpy_make_module(const char *name);          // New; in no table.
cpy_object *cpy_dict_of_module(cpy_object *module);     // Borrowed.
// A module with a copy of the dict's names, whose attributes cannot be set, and whose `__dict__` is a read-only view. Its type has
// slots of C: a class written in Python would show its functions' globals.
cpy_object *cpy_make_sealed_module(const char *name, cpy_object *names);  // New.
void cpy_add_module(const char *name, cpy_object *module);
cpy_object *cpy_loaded_modules(void);                   // Borrowed; the dict of sys.modules.
int cpy_is_module(cpy_object *object);                  // A macro.
int cpy_search_first(size_t position, cpy_object *directory);  // Inserts into sys.path. -1 with an exception.
const char *cpy_module_name(cpy_object *module);        // As its own dict has it; NULL without an exception if it has none.
// Makes `finder` the only one that the import system asks, and takes its paths and hooks away. -1 with an exception.
int cpy_replace_finders(cpy_object *finder);
// Whether the innermost frame that is not the import system's own is no standard library's, which lies below `library`.
int cpy_import_is_foreign(const char *library);
// Takes a module from sys.modules.
void cpy_forget_module(const char *name);
cpy_object *cpy_builtins(void);                         // Borrowed; the interpreter's own, uncurated.
cpy_object *cpy_evaluate_code(cpy_object *code, cpy_object *globals);  // New.
void cpy_set_recursion_limit(int limit);
// The current interpreter's.
void cpy_enable_collector(void);
int cpy_disable_collector(void);  // Whether it was enabled.

// Fills the gaps that Python's allocator has in pools begun, for ever. A child's first objects of each size would go there,
// and each page of a pool that they meet, and its header's, is copied; a new pool has both on one page.
void cpy_fill_allocator_gaps(void);

// A function object over a C function pointer; PyMethodDef must outlive it. `name` must be a constant.
typedef cpy_object *(*cpy_function)(cpy_object *self, cpy_object *arguments, cpy_object *keywords);
cpy_object *cpy_make_function(const char *name, cpy_function function);  // New.
// The same of texts that are copied; `self` is retained, and given to the function.
cpy_object *cpy_make_bound_function(const char *name, const char *documentation, cpy_object *self,
                                    cpy_function function);  // New.
cpy_object *cpy_call_with_keywords(cpy_object *function, cpy_object *tuple, cpy_object *keywords);  // New.
// New; what os.fspath() gives, a str or bytes; may run the program's code.
cpy_object *cpy_path_of(cpy_object *object);
size_t cpy_tuple_count(cpy_object *tuple);
cpy_object *cpy_tuple_item(cpy_object *tuple, size_t index);  // Borrowed.

// Exceptions. PyErr_Fetch is deprecated from 3.12 on, PyErr_GetRaisedException new in it.
cpy_object *cpy_take_exception(void);  // New; the current exception with its traceback, or NULL if there is none.
void cpy_clear_exception(void);
int cpy_exception_is(cpy_object *exception, const char *builtin_name);
cpy_object *cpy_exception_type(cpy_object *exception);  // Borrowed.
void cpy_raise(const char *builtin_name, const char *message);
void cpy_raise_exit(cpy_object *code);  // SystemExit; NULL is None.
cpy_object *cpy_make_exception_type(const char *name);  // New; "module.Name".
// Raises the built-in exception of that name, or `otherwise` if there is none.
void cpy_raise_named(const char *name, cpy_object *otherwise, const char *message);
// The place that the current call stack is at: the file and line of its innermost frame that is not of the import system nor
// of a file below `library`, or of the innermost if there is none. The line is 0 and the file NULL if no frame is there.
int cpy_asking_place(const char *library, cpy_object **file);  // The file is new.

// The program's line during a refused call, for the handler of SIGSYS. A call is mostly made with the GIL released;
// with one thread nobody else can have taken it, so the state may be put back for the question. Not with threads.
void cpy_remember_thread(void);
int cpy_line_of_refusal(void);

// Lets other Python threads run while the calling one waits, and ends that. The state is the caller's to give back.
void *cpy_let_others_run(void);
void cpy_run_again(void *state);

// The interrupt: a signal handler, so C. It raises KeyboardInterrupt in the child's only thread. While a C call has
// released the GIL the current thread state is NULL, and PyThreadState_SetAsyncExc would crash: then the handler does
// nothing. The host kills after the grace.
int cpy_install_interrupt(int signal);
// Whether an interrupt has an effect: one that comes late must not meet the worker's own code, nor the next program.
void cpy_accept_interrupts(int accepts);

#endif
