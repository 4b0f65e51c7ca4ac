package org.greenzone.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real data that tests use where it is present.
 *
 * <p>The folder is {@code -Dgreenzone.data=DIR} (the build sets {@code ../shared/data}). A test whose file is absent is
 * reported as skipped, with the file named.
 */
public final class SharedData {
    private SharedData() {}

    /** The file or folder below the data folder; aborts (skips) the calling test where it does not exist. */
    public static Path require(String relativePath) {
        Path path = Path.of(System.getProperty("greenzone.data", "../shared/data"))
                .resolve(relativePath)
                .normalize();
        Assumptions.assumeTrue(
                Files.exists(path), () -> "no real data at " + path + ": name its folder with -Dgreenzone.data=DIR");
        return path;
    }
}
