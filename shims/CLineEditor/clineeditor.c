#define _GNU_SOURCE
#include "clineeditor.h"

#include <histedit.h>
#include <stdarg.h>
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

// libedit tells a function its character, and not its name.
#define KEY(name) \
    static unsigned char key_##name(EditLine *edit, int character) { return (void)character, key(edit, cline_key_##name); }
KEY(complete)
KEY(cancel)
KEY(paste)
KEY(up)
KEY(down)
KEY(left)
KEY(right)
KEY(line_start)
KEY(line_end)
KEY(backspace)
KEY(delete)
KEY(awakened)

// libedit asks for entries one way and keeps them another: by the way each passes its owner. It is variadic.
static int entries(void *context, HistEvent *event, int operation, ...) {
    cline_editor *editor = context;
    va_list arguments;
    va_start(arguments, operation);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    int result = history(editor->history, event, operation, argument);
    if (result >= 0 && event->str) event->str = editor->callbacks.entry(editor->context, event->str);
    return result;
}

int cline_width(wchar_t character) { return wcwidth(character); }

int cline_norm(void) { return CC_NORM; }
int cline_refresh(void) { return CC_REFRESH; }
int cline_newline(void) { return CC_NEWLINE; }
int cline_eof(void) { return CC_EOF; }

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
    el_set(edit, EL_HIST, entries, editor);
    el_set(edit, EL_PROMPT_ESC, prompt, '\1');
    el_set(edit, EL_GETCFN, read_character);
    el_set(edit, EL_ADDFN, "belljar-complete", "Complete the name", key_complete);
    el_set(edit, EL_ADDFN, "belljar-cancel", "Drop the statement", key_cancel);
    el_set(edit, EL_ADDFN, "belljar-paste", "Take what is pasted", key_paste);
    el_set(edit, EL_ADDFN, "belljar-up", "The line above, or the statement before", key_up);
    el_set(edit, EL_ADDFN, "belljar-down", "The line below, or the statement after", key_down);
    el_set(edit, EL_ADDFN, "belljar-left", "The character before", key_left);
    el_set(edit, EL_ADDFN, "belljar-right", "The character after", key_right);
    el_set(edit, EL_ADDFN, "belljar-line-start", "The start of the line", key_line_start);
    el_set(edit, EL_ADDFN, "belljar-line-end", "The end of the line", key_line_end);
    el_set(edit, EL_ADDFN, "belljar-backspace", "Delete the character before", key_backspace);
    el_set(edit, EL_ADDFN, "belljar-delete", "Delete the character after, or leave", key_delete);
    el_set(edit, EL_ADDFN, "belljar-awakened", "Take what the owner has", key_awakened);
    // Terminals send one or the other, by their mode and kind.
    static const char *const bindings[][2] = {
        {"^I", "belljar-complete"},        {"^C", "belljar-cancel"},          {"\\e[200~", "belljar-paste"},
        {"\\e[A", "belljar-up"},           {"\\eOA", "belljar-up"},           {"\\e[B", "belljar-down"},
        {"\\eOB", "belljar-down"},         {"^B", "belljar-left"},            {"\\e[D", "belljar-left"},
        {"\\eOD", "belljar-left"},         {"^F", "belljar-right"},           {"\\e[C", "belljar-right"},
        {"\\eOC", "belljar-right"},        {"^A", "belljar-line-start"},      {"\\e[H", "belljar-line-start"},
        {"\\eOH", "belljar-line-start"},   {"\\e[1~", "belljar-line-start"},  {"^E", "belljar-line-end"},
        {"\\e[F", "belljar-line-end"},     {"\\eOF", "belljar-line-end"},     {"\\e[4~", "belljar-line-end"},
        {"\\034", "belljar-backspace"},     {"^D", "belljar-delete"},
        {"\\e[3~", "belljar-delete"},      {"^]", "belljar-awakened"},        {"^R", "em-inc-search-prev"},
        {"^W", "ed-delete-prev-word"},     {"\\e[1;5C", "em-next-word"},      {"\\e[1;5D", "ed-prev-word"},
    };
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
        el_set(edit, EL_BIND, bindings[i][0], bindings[i][1], NULL);
    // Ctrl-C is a key while a line is edited, and a signal while a statement runs.
    el_set(edit, EL_SETTY, "-d", "-isig", NULL);
    // What is typed ahead shows when it is edited; the terminal would show it once more, wherever the cursor was.
    el_set(edit, EL_SETTY, "-x", "-echo", NULL);
    return editor;
}

void cline_close(cline_editor *editor) {
    if (editor->edit) el_end(editor->edit);
    if (editor->history) history_end(editor->history);
    free(editor);
}

int cline_is_capable(cline_editor *editor) {
    char *clear = NULL;
    return el_get(editor->edit, EL_GETTC, "ce", &clear) == 0 && clear && *clear;
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
void cline_draw(cline_editor *editor) { el_set(editor->edit, EL_REFRESH); }
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
