package org.greenzone.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Snapshots of a job in a folder. */
public final class Checkpoints {
    /** Flink writes it last, and at once. */
    private static final String METADATA = "_metadata";

    private Checkpoints() {}

    /** The newest whole checkpoint or savepoint below a folder; empty where there is none. */
    public static Optional<Path> newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(METADATA))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .map(Path::getParent);
        }
    }
}
