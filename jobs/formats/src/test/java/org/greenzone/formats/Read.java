package org.greenzone.formats;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Runs a reader over text, as over a file of the name {@code test}. */
public final class Read {
    private Read() {}

    public static <T> ReadResult<T> text(String text, InputFiles.Reader<T> reader) {
        return bytes(text.getBytes(StandardCharsets.UTF_8), reader);
    }

    public static <T> ReadResult<T> bytes(byte[] bytes, InputFiles.Reader<T> reader) {
        Problems problems = new Problems("test");
        try (InputStream content = new BufferedInputStream(new ByteArrayInputStream(bytes))) {
            return problems.result(reader.read(content, problems));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
