package org.greenzone.formats;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Opens files, gzipped or not: a file is known by its first bytes, not by its name. */
public final class InputFiles {
    /** More than any archive that is read in one go; a gzip bomb ends here. */
    public static final long MAXIMUM_BYTES = 4L << 30;

    private static final int BUFFER = 1 << 16;

    private InputFiles() {}

    /** The uncompressed content; reading past {@link #MAXIMUM_BYTES} throws. */
    public static InputStream open(Path path) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            return unpack(file, path.toString());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The uncompressed content of a stream; {@code name} is for messages. */
    public static InputStream unpack(InputStream raw, String name) throws IOException {
        InputStream marked = raw.markSupported() ? raw : new BufferedInputStream(raw, BUFFER);
        marked.mark(2);
        int first = marked.read();
        int second = marked.read();
        marked.reset();
        boolean gzip = first == 0x1f && second == 0x8b;
        InputStream content = gzip ? new GZIPInputStream(marked, BUFFER) : marked;
        return new BufferedInputStream(new Capped(content, name, MAXIMUM_BYTES), BUFFER);
    }

    /** A reader of one format, given the content and the place for problems. */
    @FunctionalInterface
    public interface Reader<T> {
        List<T> read(InputStream content, Problems problems) throws IOException;
    }

    /** Reads a file; one that cannot be read, or not to its end, is a problem and not an exception. */
    public static <T> ReadResult<T> read(Path path, Reader<T> reader) {
        Problems problems = new Problems(path.toString());
        if (Files.isDirectory(path)) {
            problems.error(0, "", "is a folder; name the files in it");
            return problems.result(List.of());
        }
        try (InputStream content = open(path)) {
            return problems.result(reader.read(content, problems));
        } catch (IOException e) {
            problems.error(0, "", reason(e));
            return problems.result(List.of());
        }
    }

    /** What an input error means, in words; the readers use it for errors in the middle of a file. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file; check the name";
        }
        String message = e.getMessage();
        return "cannot be read (" + (message == null ? e.getClass().getSimpleName() : message)
                + "); is it complete and readable?";
    }

    private static final class Capped extends FilterInputStream {
        private final String name;
        private long left;

        private Capped(InputStream content, String name, long limit) {
            super(content);
            this.name = name;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                count(1);
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = super.read(bytes, from, length);
            if (n > 0) {
                count(n);
            }
            return n;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** None without asking: a buffer that reads on after the last good bytes would lose them to the error there. */
        @Override
        public int available() {
            return 0;
        }

        private void count(int n) throws IOException {
            left -= n;
            if (left < 0) {
                throw new IOException(name + " is larger than " + MAXIMUM_BYTES + " bytes uncompressed");
            }
        }
    }
}
