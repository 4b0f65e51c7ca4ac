package org.greenzone.cli.message;

import java.nio.file.Path;
import java.util.Optional;
import org.greenzone.cli.CommonOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the conjunction data messages that are written. */
public final class CdmOptions {
    @Option(
            names = "--cdm-out",
            paramLabel = "DIR",
            description = "Writes a conjunction data message for each encounter at or above --cdm-pc into the folder.")
    private @Nullable Path folder;

    @Option(
            names = "--cdm-pc",
            paramLabel = "P",
            description = "Probability from which a message is written (default: ${DEFAULT-VALUE}; 0: all).",
            defaultValue = "1e-7")
    private double leastProbability = 1e-7;

    @Option(names = "--cdm-format", paramLabel = "kvn|xml", description = "Notation of the messages (default: kvn).")
    private CdmFolder.Notation notation = CdmFolder.Notation.KVN;

    /** Refuses what is no probability. */
    public void check(CommonOptions common) {
        if (!(leastProbability >= 0 && leastProbability <= 1)) {
            throw common.wrongUse("--cdm-pc " + leastProbability + ": must be between 0 and 1");
        }
    }

    public boolean asksForMessages() {
        return folder != null;
    }

    /** The folder that is asked for. */
    public Optional<CdmFolder> folder() {
        return Optional.ofNullable(folder).map(path -> new CdmFolder(path, notation, leastProbability));
    }

    /** As the user named it. */
    public String where() {
        return String.valueOf(folder);
    }
}
