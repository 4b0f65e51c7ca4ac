package org.greenzone.formats;

import java.util.List;

/**
 * What a reader made of a file: the good records, and what it could not use or had to assume.
 *
 * @param records in the order of the file
 * @param problems in the order of the file
 */
public record ReadResult<T>(List<T> records, List<Problem> problems) {
    public ReadResult {
        records = List.copyOf(records);
        problems = List.copyOf(problems);
    }

    /** Whether a part of the file was not used: a command then exits with 1. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    }
}
