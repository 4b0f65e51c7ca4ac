package org.greenzone.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.stream.EventPrinter;
import picocli.CommandLine.Option;

/** How something is played, and what stands beside its tracks: the same for {@code run} and {@code replay}. */
final class PlaybackOptions {
    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "Element sets, or an archive of orbits, that stand before the tracks; may be repeated.")
    private List<Path> catalogue = new ArrayList<>();

    @Option(
            names = "--sites",
            paramLabel = "FILE",
            description = "Radar sites beside those inside (JSON, SINEX, an archive); may be repeated.")
    private List<Path> sites = new ArrayList<>();

    @Option(
            names = "--assets",
            paramLabel = "FILE",
            description = "Protected assets (JSON, an archive of simulate); may be repeated.")
    private List<Path> assets = new ArrayList<>();

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "max",
            description = "Seconds of event time in a second (default: ${DEFAULT-VALUE}).")
    private String speed = "max";

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Parallel copies of each operator (default: ${DEFAULT-VALUE}).")
    private int parallelism = 1;

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the events (default: text).")
    private EventPrinter.Format format = EventPrinter.Format.TEXT;

    List<Path> catalogue() {
        return catalogue;
    }

    List<Path> sites() {
        return sites;
    }

    List<Path> assets() {
        return assets;
    }

    EventPrinter.Format format() {
        return format;
    }

    /** Seconds of event time in a second; infinite: as fast as it goes. */
    double pace(CommonOptions common) {
        double pace;
        try {
            pace = speed.equals("max") ? Double.POSITIVE_INFINITY : Double.parseDouble(speed);
        } catch (NumberFormatException e) {
            pace = Double.NaN;
        }
        if (!(pace > 0)) {
            throw common.wrongUse("--speed " + speed + ": a positive number or max is wanted");
        }
        return pace;
    }

    int parallelism(CommonOptions common) {
        if (parallelism < 1) {
            throw common.wrongUse("--parallelism " + parallelism + ": must be 1 or more");
        }
        return parallelism;
    }
}
