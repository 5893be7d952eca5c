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
    // One character of input: 1, or 0 at its end, or -1 with errno.
    int (*read)(void *context, wchar_t *character);
    // A key that is the owner's: what is to become of the line.
    int (*key)(void *context, int key);
} cline_callbacks;

// Keys that are the owner's.
enum { cline_key_complete = 1, cline_key_cancel = 2, cline_key_paste = 3, cline_key_up = 4, cline_key_down = 5 };

// What becomes of the line after a key: nothing, it is shown anew, shown on a new line, taken, or the input ends.
int cline_norm(void);
int cline_refresh(void);
int cline_redisplay(void);
int cline_newline(void);

// Cells that a character takes on the terminal; -1 for a control character. glibc declares it under _XOPEN_SOURCE only.
int cline_width(wchar_t character);

// NULL if the terminal cannot be used.
cline_editor *cline_open(const char *program, cline_callbacks callbacks, void *context);
void cline_close(cline_editor *editor);

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
void cline_resize(cline_editor *editor);

int cline_history_load(cline_editor *editor, const char *path);
int cline_history_save(cline_editor *editor, const char *path);
int cline_history_add(cline_editor *editor, const char *text);
