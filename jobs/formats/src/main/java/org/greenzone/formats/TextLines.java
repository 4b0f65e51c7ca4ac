package org.greenzone.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a text file, numbered from 1. Ends of line may be LF, CR LF or CR; bytes that are not UTF-8 become a
 * replacement character; a byte order mark is left out. A line longer than {@link #MAXIMUM_LENGTH} is cut there and
 * noted as an error. Not thread-safe.
 */
public final class TextLines {
    /** Longer than any line of the formats that are read by lines. */
    public static final int MAXIMUM_LENGTH = 1 << 16;

    private final Reader reader;
    private final Problems problems;
    private final char[] buffer = new char[1 << 14];
    private final StringBuilder text = new StringBuilder();
    private int position;
    private int filled;
    private int number;
    private boolean ended;

    public TextLines(InputStream content, Problems problems) {
        this.reader = new InputStreamReader(content, StandardCharsets.UTF_8);
        this.problems = problems;
    }

    /** Number of the line that {@link #next()} returned last. */
    public int number() {
        return number;
    }

    /** The next line; null at the end, also where the input breaks off with an error (noted as a problem). */
    public @Nullable String next() {
        text.setLength(0);
        boolean any = false;
        int c = read();
        while (c >= 0 && c != '\n' && c != '\r') {
            any = true;
            if (text.length() <= MAXIMUM_LENGTH) {
                text.append((char) c);
            }
            c = read();
        }
        if (c < 0 && !any) {
            return null;
        }
        if (c == '\r' && peek() == '\n') {
            read();
        }
        number++;
        if (number == 1 && text.length() > 0 && text.charAt(0) == '\uFEFF') {
            text.deleteCharAt(0);
        }
        if (text.length() > MAXIMUM_LENGTH) {
            problems.error(number, "", "line longer than " + MAXIMUM_LENGTH + " characters, cut; is this a text file?");
            text.setLength(MAXIMUM_LENGTH);
        }
        return text.toString();
    }

    private int peek() {
        if (position == filled) {
            fill();
        }
        return position < filled ? buffer[position] : -1;
    }

    private int read() {
        int c = peek();
        if (c >= 0) {
            position++;
        }
        return c;
    }

    private void fill() {
        if (ended) {
            return;
        }
        try {
            int n = reader.read(buffer);
            position = 0;
            filled = Math.max(n, 0);
            ended = n < 0;
        } catch (IOException e) {
            problems.error(number + 1, "", InputFiles.reason(e));
            position = 0;
            filled = 0;
            ended = true;
        }
    }
}
