package org.greenzone.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file; beyond {@link #LISTED} it only counts them. Not thread-safe. */
public final class Problems {
    /** So many are kept with their text: a file of garbage must not fill the memory with complaints. */
    public static final int LISTED = 1000;

    private final String file;
    private final List<Problem> listed = new ArrayList<>();
    private long unlistedErrors;
    private long unlistedNotes;

    public Problems(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    /** Something was not used. */
    public void error(int line, String field, String message) {
        add(new Problem(Problem.Severity.ERROR, file, line, field, message.replace("; correct it; ", "; ")));
    }

    /** Something was assumed. */
    public void note(int line, String field, String message) {
        add(new Problem(Problem.Severity.NOTE, file, line, field, message));
    }

    private void add(Problem problem) {
        if (listed.size() < LISTED) {
            listed.add(problem);
        } else if (problem.severity() == Problem.Severity.ERROR) {
            unlistedErrors++;
        } else {
            unlistedNotes++;
        }
    }

    /** All problems in the order of their lines, those of the whole file last; where there were too many, the last says how many more. */
    public List<Problem> list() {
        List<Problem> all = new ArrayList<>(listed);
        all.sort(Comparator.comparingInt(p -> p.line() == 0 ? Integer.MAX_VALUE : p.line()));
        if (unlistedErrors > 0) {
            all.add(new Problem(
                    Problem.Severity.ERROR,
                    file,
                    0,
                    "",
                    unlistedErrors + " more errors not listed; is this the right file?"));
        }
        if (unlistedNotes > 0) {
            all.add(new Problem(Problem.Severity.NOTE, file, 0, "", unlistedNotes + " more notes not listed"));
        }
        return all;
    }

    public <T> ReadResult<T> result(List<T> records) {
        return new ReadResult<>(records, list());
    }
}
