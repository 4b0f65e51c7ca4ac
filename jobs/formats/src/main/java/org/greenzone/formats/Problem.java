package org.greenzone.formats;

/**
 * What is wrong in a file, where, and what to do about it.
 *
 * @param severity whether something was lost
 * @param file name of the file as the user gave it
 * @param line line in the file, from 1; 0 where the whole file is meant
 * @param field keyword, column or path of the value; empty where the whole line is meant
 * @param message what is wrong; what to do
 */
public record Problem(Severity severity, String file, int line, String field, String message) {

    /** Whether a problem cost data. */
    public enum Severity {
        /** Something in the file was not used; the exit code of a command is then 1. */
        ERROR,
        /** Everything was used, but the reader had to assume something that the user should know. */
        NOTE
    }

    /** One line: {@code FILE:LINE: FIELD: what; what to do}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (!field.isEmpty()) {
            text.append(field).append(": ");
        }
        return text.append(message).toString();
    }
}
