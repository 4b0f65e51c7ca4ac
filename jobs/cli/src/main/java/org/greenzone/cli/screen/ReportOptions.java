package org.greenzone.cli.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.Inputs;
import org.greenzone.formats.cdm.HardBodyReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of what is reported of the approaches that were found: radii of the objects and messages to write. */
final class ReportOptions {
    @Option(
            names = "--hard-body",
            paramLabel = "FILE",
            description = "Hard-body radii of objects (CSV: ObjectID, HBR, HBRSigma, HBRSource); may be repeated, the"
                    + " first that knows an object counts. Each other object has half of --hbr.")
    private List<Path> hardBodyFiles = new ArrayList<>();

    @Option(
            names = "--cdm-out",
            paramLabel = "DIR",
            description = "Writes a conjunction data message for each approach at or above --cdm-pc into the folder.")
    private @Nullable Path folder;

    @Option(
            names = "--cdm-pc",
            paramLabel = "P",
            description = "Probability from which a message is written (default: ${DEFAULT-VALUE}; 0: all).",
            defaultValue = "1e-7")
    private double leastProbability = 1e-7;

    @Option(names = "--cdm-format", paramLabel = "kvn|xml", description = "Notation of the messages (default: kvn).")
    private CdmFolder.Notation notation = CdmFolder.Notation.KVN;

    void check(CommonOptions common) {
        if (!(leastProbability >= 0 && leastProbability <= 1)) {
            throw common.wrongUse("--cdm-pc " + leastProbability + ": must be between 0 and 1");
        }
    }

    /** Radii of the tables; every other object has half of the combined radius. */
    HardBodyRadii radii(Inputs inputs, double combinedMetres) {
        List<HardBodyRadii.Entry> entries = new ArrayList<>();
        hardBodyFiles.forEach(file -> entries.addAll(inputs.use(HardBodyReader.read(file))));
        return new HardBodyRadii(entries, 0.5 * combinedMetres);
    }

    boolean asksForMessages() {
        return folder != null;
    }

    Optional<CdmFolder> folder(HardBodyRadii radii) {
        return Optional.ofNullable(folder).map(path -> new CdmFolder(path, notation, leastProbability, radii));
    }

    String where() {
        return String.valueOf(folder);
    }
}
