#define _GNU_SOURCE
#include "clineeditor.h"

#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>

struct cline_editor {
    EditLine *edit;
    History *history;
    cline_callbacks callbacks;
    void *context;
};

static cline_editor *editor_of(EditLine *edit) {
    void *data = NULL;
    el_get(edit, EL_CLIENTDATA, &data);
    return data;
}

static char *prompt(EditLine *edit) {
    cline_editor *editor = editor_of(edit);
    // libedit does not change it.
    return (char *)editor->callbacks.prompt(editor->context);
}

static int read_character(EditLine *edit, wchar_t *character) {
    cline_editor *editor = editor_of(edit);
    return editor->callbacks.read(editor->context, character);
}

static unsigned char key(EditLine *edit, int key) {
    cline_editor *editor = editor_of(edit);
    return (unsigned char)editor->callbacks.key(editor->context, key);
}

static unsigned char complete(EditLine *edit, int c) { return (void)c, key(edit, cline_key_complete); }
static unsigned char cancel(EditLine *edit, int c) { return (void)c, key(edit, cline_key_cancel); }
static unsigned char paste(EditLine *edit, int c) { return (void)c, key(edit, cline_key_paste); }
static unsigned char up(EditLine *edit, int c) { return (void)c, key(edit, cline_key_up); }
static unsigned char down(EditLine *edit, int c) { return (void)c, key(edit, cline_key_down); }

int cline_width(wchar_t character) { return wcwidth(character); }

int cline_norm(void) { return CC_NORM; }
int cline_refresh(void) { return CC_REFRESH; }
int cline_redisplay(void) { return CC_REDISPLAY; }
int cline_newline(void) { return CC_NEWLINE; }

cline_editor *cline_open(const char *program, cline_callbacks callbacks, void *context) {
    cline_editor *editor = calloc(1, sizeof *editor);
    if (!editor) return NULL;
    editor->callbacks = callbacks;
    editor->context = context;
    HistEvent event;
    editor->history = history_init();
    editor->edit = el_init(program, stdin, stdout, stderr);
    if (!editor->edit || !editor->history) return cline_close(editor), NULL;
    EditLine *edit = editor->edit;
    history(editor->history, &event, H_SETSIZE, 1000);
    history(editor->history, &event, H_SETUNIQUE, 1);
    el_set(edit, EL_CLIENTDATA, editor);
    el_set(edit, EL_EDITOR, "emacs");
    el_set(edit, EL_SIGNAL, 0);
    el_set(edit, EL_HIST, history, editor->history);
    el_set(edit, EL_PROMPT_ESC, prompt, '\1');
    el_set(edit, EL_GETCFN, read_character);
    el_set(edit, EL_ADDFN, "belljar-complete", "Complete the name", complete);
    el_set(edit, EL_ADDFN, "belljar-cancel", "Drop the statement", cancel);
    el_set(edit, EL_ADDFN, "belljar-paste", "Take what is pasted", paste);
    el_set(edit, EL_ADDFN, "belljar-up", "The line above, or the statement before", up);
    el_set(edit, EL_ADDFN, "belljar-down", "The line below, or the statement after", down);
    el_set(edit, EL_BIND, "^I", "belljar-complete", NULL);
    el_set(edit, EL_BIND, "^C", "belljar-cancel", NULL);
    el_set(edit, EL_BIND, "\\e[200~", "belljar-paste", NULL);
    el_set(edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
    el_set(edit, EL_BIND, "^W", "ed-delete-prev-word", NULL);
    // Terminals send either, by their mode.
    el_set(edit, EL_BIND, "\\e[A", "belljar-up", NULL);
    el_set(edit, EL_BIND, "\\eOA", "belljar-up", NULL);
    el_set(edit, EL_BIND, "\\e[B", "belljar-down", NULL);
    el_set(edit, EL_BIND, "\\eOB", "belljar-down", NULL);
    el_set(edit, EL_BIND, "\\e[1~", "ed-move-to-beg", NULL);
    el_set(edit, EL_BIND, "\\e[4~", "ed-move-to-end", NULL);
    el_set(edit, EL_BIND, "\\e[H", "ed-move-to-beg", NULL);
    el_set(edit, EL_BIND, "\\e[F", "ed-move-to-end", NULL);
    el_set(edit, EL_BIND, "\\e[3~", "ed-delete-next-char", NULL);
    el_set(edit, EL_BIND, "\\e[1;5C", "em-next-word", NULL);
    el_set(edit, EL_BIND, "\\e[1;5D", "ed-prev-word", NULL);
    // Ctrl-C is a key while a line is edited, and a signal while a statement runs.
    el_set(edit, EL_SETTY, "-d", "-isig", NULL);
    return editor;
}

void cline_close(cline_editor *editor) {
    if (editor->edit) el_end(editor->edit);
    if (editor->history) history_end(editor->history);
    free(editor);
}

const char *cline_read(cline_editor *editor, int *count) {
    // el_gets() shows the prompt before it changes the terminal: a Ctrl-D that is typed at once would be the terminal's own.
    el_set(editor->edit, EL_PREP_TERM, 1);
    return el_gets(editor->edit, count);
}

const char *cline_text(cline_editor *editor, size_t *before, size_t *count) {
    const LineInfo *line = el_line(editor->edit);
    *before = (size_t)(line->cursor - line->buffer);
    *count = (size_t)(line->lastchar - line->buffer);
    return line->buffer;
}

int cline_insert(cline_editor *editor, const char *text) { return el_insertstr(editor->edit, text); }
void cline_delete(cline_editor *editor, int count) { el_deletestr(editor->edit, count); }
void cline_move(cline_editor *editor, int count) { el_cursor(editor->edit, count); }
void cline_push(cline_editor *editor, const char *text) { el_push(editor->edit, text); }
void cline_resize(cline_editor *editor) { el_resize(editor->edit); }

int cline_history_load(cline_editor *editor, const char *path) {
    HistEvent event;
    return history(editor->history, &event, H_LOAD, path);
}

int cline_history_save(cline_editor *editor, const char *path) {
    HistEvent event;
    return history(editor->history, &event, H_SAVE, path);
}

int cline_history_add(cline_editor *editor, const char *text) {
    HistEvent event;
    return history(editor->history, &event, H_ENTER, text);
}
