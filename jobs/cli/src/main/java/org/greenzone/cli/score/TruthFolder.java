package org.greenzone.cli.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.score.TrueOrbit;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.EventFile;
import org.greenzone.cli.input.Inputs;
import org.greenzone.formats.InputFiles;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.simulator.TruthWriter;

/** Reads what {@code simulate --out} has written: {@link TruthWriter}'s tables, gzipped or not, and the tracks. */
final class TruthFolder {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private TruthFolder() {}

    /** @throws CommandFailed where a table is missing or broken: a score against half a truth would mislead */
    static Truth read(Path folder, Inputs inputs) {
        Map<String, CSVRecord> objects = new TreeMap<>();
        rows(folder, TruthWriter.OBJECTS, row -> objects.put(row.get("objectId"), row));
        Map<String, List<OrbitalState>> states = new HashMap<>();
        rows(folder, TruthWriter.STATES, row -> {
            CSVRecord object = objects.get(row.get("objectId"));
            if (object == null) {
                throw new IllegalArgumentException(
                        "object " + row.get("objectId") + " is not in " + TruthWriter.OBJECTS);
            }
            states.computeIfAbsent(row.get("objectId"), id -> new ArrayList<>()).add(state(row, object));
        });
        Map<String, TrueOrbit> orbits = new TreeMap<>();
        states.forEach((id, ofObject) -> orbits.put(id, new TrueOrbit(id, isCatalogued(objects, id), ofObject)));
        Map<String, Long> ends = trackEnds(folder, inputs);
        List<Truth.TrackOfTruth> tracks = new ArrayList<>();
        rows(
                folder,
                TruthWriter.TRACKS,
                row -> tracks.add(new Truth.TrackOfTruth(
                        row.get("trackId"),
                        row.get("objectId"),
                        ends.getOrDefault(row.get("trackId"), Long.MIN_VALUE))));
        long end = orbits.values().stream()
                .mapToLong(TrueOrbit::toMicros)
                .max()
                .orElseThrow(() -> new CommandFailed(folder.resolve(TruthWriter.STATES) + ": holds no state"));
        return new Truth(orbits, tracks, end, breakups(objects));
    }

    private static Map<String, Truth.TrueBreakup> breakups(Map<String, CSVRecord> objects) {
        Map<String, Truth.TrueBreakup> breakups = new TreeMap<>();
        objects.forEach((id, row) -> {
            if (!row.get("parentId").isEmpty()) {
                breakups.computeIfAbsent(
                                row.get("parentId"),
                                parent -> new Truth.TrueBreakup(Times.parse(row.get("from")), new TreeSet<>()))
                        .fragmentIds()
                        .add(id);
            }
        });
        return breakups;
    }

    private static boolean isCatalogued(Map<String, CSVRecord> objects, String id) {
        CSVRecord object = objects.get(id);
        return object != null && object.get("parentId").isEmpty();
    }

    private static OrbitalState state(CSVRecord row, CSVRecord object) {
        return new OrbitalState(
                Times.parse(row.get("time")),
                new double[] {
                    number(row, "xGcrfMetres"),
                    number(row, "yGcrfMetres"),
                    number(row, "zGcrfMetres"),
                    number(row, "vxGcrfMetresPerSecond"),
                    number(row, "vyGcrfMetresPerSecond"),
                    number(row, "vzGcrfMetresPerSecond")
                },
                number(object, "ballisticCoefficientSquareMetresPerKilogram"),
                number(object, "radiationCoefficientSquareMetresPerKilogram"));
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }

    /** Of tracks in Avro; tracks in TDM have no ids that could be looked up. */
    private static Map<String, Long> trackEnds(Path folder, Inputs inputs) {
        Path file = folder.resolve("tracks.avro");
        Map<String, Long> ends = new HashMap<>();
        if (Files.exists(file)) {
            for (SpecificRecordBase record : inputs.use(EventFile.read(file))) {
                if (record instanceof org.greenzone.schemas.Track wire) {
                    Track track = TrackCodec.fromWire(wire);
                    ends.put(track.trackId(), track.endMicros());
                }
            }
        }
        return ends;
    }

    private interface Row {
        void read(CSVRecord row);
    }

    private static void rows(Path folder, String name, Row each) {
        Path file = folder.resolve(name);
        if (!Files.exists(file) && Files.exists(folder.resolve(name + ".gz"))) {
            file = folder.resolve(name + ".gz");
        }
        long line = 1;
        try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(InputFiles.open(file), StandardCharsets.UTF_8));
                CSVParser parser = FORMAT.parse(reader)) {
            for (CSVRecord row : parser) {
                line = parser.getCurrentLineNumber();
                each.read(row);
            }
        } catch (IOException e) {
            throw new CommandFailed(
                    file + ": " + CommonOptions.messageOf(e) + "; give the folder that simulate --out has written", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(file + ":" + line + ": " + CommonOptions.messageOf(e), e);
        }
    }
}
