package org.greenzone.cli.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.Inputs;
import org.greenzone.cli.message.CdmOptions;
import org.greenzone.formats.cdm.HardBodyReader;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of what is reported of the approaches that were found: radii of the objects and messages to write. */
final class ReportOptions {
    @Option(
            names = "--hard-body",
            paramLabel = "FILE",
            description = "Hard-body radii of objects (CSV: ObjectID, HBR, HBRSigma, HBRSource); may be repeated, the"
                    + " first that knows an object counts. Each other object has half of --hbr.")
    private List<Path> hardBodyFiles = new ArrayList<>();

    @Mixin
    private final CdmOptions messages = new CdmOptions();

    void check(CommonOptions common) {
        messages.check(common);
    }

    /** Radii of the tables; every other object has half of the combined radius. */
    HardBodyRadii radii(Inputs inputs, double combinedMetres) {
        List<HardBodyRadii.Entry> entries = new ArrayList<>();
        hardBodyFiles.forEach(file -> entries.addAll(inputs.use(HardBodyReader.read(file))));
        return new HardBodyRadii(entries, 0.5 * combinedMetres);
    }

    boolean asksForMessages() {
        return messages.asksForMessages();
    }

    Optional<ApproachMessages> folder(HardBodyRadii radii) {
        return messages.folder().map(folder -> new ApproachMessages(folder, radii));
    }

    String where() {
        return messages.where();
    }
}
