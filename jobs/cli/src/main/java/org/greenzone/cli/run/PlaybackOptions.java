package org.greenzone.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.message.CdmOptions;
import org.greenzone.cli.message.EncounterMessages;
import org.greenzone.cli.stream.EventPrinter;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.jobs.DecisionArguments;
import org.greenzone.pipeline.jobs.ObjectArguments;
import org.greenzone.pipeline.stream.Delivery;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How something is played, and what stands beside its tracks: the same for {@code run} and {@code replay}. */
final class PlaybackOptions {
    /** Screening services look a week ahead near the Earth. */
    private static final double LONGEST_HORIZON_HOURS = 168;

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

    @Option(
            names = "--screen-all",
            description = "Screens all objects against all as orbits change, not protected assets alone.")
    private boolean screenAll;

    @Option(
            names = "--horizon",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "How far ahead is screened, up to 168 (default: ${DEFAULT-VALUE}).")
    private double horizonHours = JobOptions.DEFAULT.horizonHours();

    @Mixin
    private final DecisionArguments decisions = new DecisionArguments();

    @Mixin
    private final ObjectArguments objects = new ObjectArguments();

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the events (default: text).")
    private EventPrinter.Format format = EventPrinter.Format.TEXT;

    @Mixin
    private final CdmOptions messages = new CdmOptions();

    @Option(
            names = "--delivery",
            paramLabel = "at-least-once|exactly-once",
            description =
                    "Whether events are visible at once, and after a fault perhaps twice, or with a checkpoint each"
                            + " second and once (default: at-least-once).")
    private String delivery = Delivery.AT_LEAST_ONCE.word();

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port on loopback of /health, /ready and /metrics (default: a free one, which is said).")
    private int healthPort;

    int healthPort(CommonOptions common) {
        if (healthPort < 0 || healthPort > 65_535) {
            throw common.wrongUse("--health-port " + healthPort + ": 0 to 65535");
        }
        return healthPort;
    }

    List<Path> catalogue() {
        return catalogue;
    }

    List<Path> sites() {
        return sites;
    }

    List<Path> assets() {
        return assets;
    }

    /** What prints the events, and writes the messages that are asked for. */
    EventPrinter printer(CommonOptions common) {
        return new EventPrinter(common.out(), format, messages.folder().map(EncounterMessages::new));
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

    /** The options of the jobs that are played to. */
    JobOptions jobOptions(CommonOptions common) {
        messages.check(common);
        if (!(horizonHours > 0 && horizonHours <= LONGEST_HORIZON_HOURS)) {
            throw common.wrongUse("--horizon " + horizonHours + ": above 0, up to 168 hours");
        }
        return JobOptions.DEFAULT
                .withOrekitData(common.orekitDataFolder())
                .withScreening(horizonHours, screenAll)
                .withDecisions(asked(common, decisions::options))
                .withGiven(asked(common, objects::given));
    }

    private static <T> T asked(CommonOptions common, Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw common.wrongUse(CommonOptions.messageOf(e));
        }
    }

    Delivery delivery(CommonOptions common) {
        try {
            return Delivery.of(delivery);
        } catch (IllegalArgumentException e) {
            throw common.wrongUse(CommonOptions.messageOf(e));
        }
    }

    int parallelism(CommonOptions common) {
        if (parallelism < 1) {
            throw common.wrongUse("--parallelism " + parallelism + ": must be 1 or more");
        }
        return parallelism;
    }
}
