// libedit is set up by variadic functions, which Swift cannot call. Nothing is decided here.
#pragma once

#include <stddef.h>
#include <wchar.h>

// An editor with its history.
typedef struct cline_editor cline_editor;

// What the editor asks of its owner, by the context that it was opened with.
typedef struct {
    // The prompt; text between two \1 has no width. It must live until the next call.
    const char *(*prompt)(void *context);
    // An entry of the history as it is to be edited. It must live until the next call.
    const char *(*entry)(void *context, const char *text);
    // One character of input: 1, or 0 at its end, or -1 with errno.
    int (*read)(void *context, wchar_t *character);
    // A key that is the owner's: what is to become of the line.
    int (*key)(void *context, int key);
} cline_callbacks;

// Keys that are the owner's.
enum {
    cline_key_complete = 1,
    cline_key_cancel,
    cline_key_paste,
    cline_key_up,
    cline_key_down,
    cline_key_left,
    cline_key_right,
    cline_key_line_start,
    cline_key_line_end,
    cline_key_backspace,
    cline_key_delete,
    cline_key_awakened,
};

// The characters by which the owner gives itself a key, Ctrl-] and Ctrl-\, which do nothing else.
enum { cline_character_awakened = 0x1d, cline_character_backspace = 0x1c };

// What becomes of the line after a key: nothing, its change is shown, it is taken, or the input ends.
int cline_norm(void);
int cline_refresh(void);
int cline_newline(void);
int cline_eof(void);

// Cells that a character takes on the terminal; -1 for a control character. glibc declares it under _XOPEN_SOURCE only.
int cline_width(wchar_t character);

// NULL if the terminal cannot be used.
cline_editor *cline_open(const char *program, cline_callbacks callbacks, void *context);
void cline_close(cline_editor *editor);

// Whether the terminal is known, and can clear a line.
int cline_is_capable(cline_editor *editor);

// Reads a line, with its line feed; NULL at the end of input, or with count -1 for an error. It lives until the next call.
const char *cline_read(cline_editor *editor, int *count);

// The line so far: its text, in UTF-8, and how many bytes of it are before the cursor.
const char *cline_text(cline_editor *editor, size_t *before, size_t *count);
int cline_insert(cline_editor *editor, const char *text);
// Deletes characters before the cursor.
void cline_delete(cline_editor *editor, int count);
// Moves the cursor by so many characters.
void cline_move(cline_editor *editor, int count);
// Puts text before what will be read.
void cline_push(cline_editor *editor, const char *text);
// Shows the prompt and the line once more, from the place where the terminal's cursor is.
void cline_draw(cline_editor *editor);
void cline_resize(cline_editor *editor);

int cline_history_load(cline_editor *editor, const char *path);
int cline_history_save(cline_editor *editor, const char *path);
int cline_history_add(cline_editor *editor, const char *text);
