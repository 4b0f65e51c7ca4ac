package org.greenzone.pipeline.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.cdm.HardBodyReader;
import org.greenzone.pipeline.GivenObjects;
import picocli.CommandLine.Option;

/** {@link GivenObjects} on a command line: the same words for the job mains and for who plays all jobs in one process. */
public final class ObjectArguments {
    @Option(
            names = "--hard-body",
            paramLabel = "FILE",
            description = "Hard-body radii of objects (CSV: ObjectID, HBR, HBRSigma, HBRSource); may be repeated, the"
                    + " first that knows an object counts. Of others the asset or the orbit tells.")
    private List<Path> hardBodyFiles = new ArrayList<>();

    @Option(
            names = "--companion",
            paramLabel = "ASSET=OBJECT",
            description = "An object that flies with a protected asset: listed, never a conjunction; may be repeated.")
    private List<String> companions = new ArrayList<>();

    /**
     * Reads the tables.
     *
     * @throws IllegalArgumentException where a part of a table cannot be used, or a companion is not named as asked; the message says which
     */
    public GivenObjects given() {
        List<HardBodyRadii.Entry> entries = new ArrayList<>();
        for (Path file : hardBodyFiles) {
            ReadResult<HardBodyRadii.Entry> table = HardBodyReader.read(file);
            if (table.hasErrors()) {
                throw new IllegalArgumentException(
                        "--hard-body " + table.problems().get(0).toString());
            }
            entries.addAll(table.records());
        }
        TreeMap<String, TreeSet<String>> pairs = new TreeMap<>();
        for (String pair : companions) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw new IllegalArgumentException("--companion " + pair + ": ASSET=OBJECT is wanted");
            }
            pairs.computeIfAbsent(pair.substring(0, equals), asset -> new TreeSet<>())
                    .add(pair.substring(equals + 1));
        }
        return GivenObjects.of(entries, pairs);
    }
}
