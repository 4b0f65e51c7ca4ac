package org.greenzone.cli.score;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CovarianceRealism;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.cli.CommandFailed;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.Times;
import org.greenzone.formats.InputFiles;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.schemas.AssociationOutcome;
import org.greenzone.schemas.Track;

/** Reads orbits, ambiguous and rejected tracks from the lines of {@link org.greenzone.cli.event.EventJson}; skips other topics. */
final class EventLines {
    private static final ObjectReader JSON = new ObjectMapper().reader();
    private static final Path STANDARD_INPUT = Path.of("-");

    private static final String[] STATE = {
        "xMetres", "yMetres", "zMetres", "vxMetresPerSecond", "vyMetresPerSecond", "vzMetresPerSecond"
    };

    private static final String[] AXES = {"R", "T", "N", "RDOT", "TDOT", "NDOT", "DRG"};

    private static final String[] RADIATION = {"R", "T", "N", "Rdot", "Tdot", "Ndot", "Drag", "Radiation"};

    private final CommonOptions common;
    private final Map<String, CatalogueOrbit> orbits = new LinkedHashMap<>();
    private final Map<String, SaidBreakup> breakups = new LinkedHashMap<>();
    private final Set<String> rejected = new TreeSet<>();
    private final Set<String> ambiguous = new TreeSet<>();

    private EventLines(CommonOptions common) {
        this.common = common;
    }

    /** Reads files; {@code -} is standard input. A bad line is complained of, the rest is used. */
    static Events read(List<Path> files, CommonOptions common) {
        EventLines lines = new EventLines(common);
        for (Path file : files) {
            try (InputStream content = file.equals(STANDARD_INPUT)
                    ? InputFiles.unpack(System.in, "standard input")
                    : InputFiles.open(file)) {
                lines.read(file, content);
            } catch (IOException e) {
                throw new CommandFailed(file + ": " + CommonOptions.messageOf(e), e);
            }
        }
        List<CatalogueOrbit> sorted = new ArrayList<>(lines.orbits.values());
        sorted.sort(Comparator.comparingLong(CatalogueOrbit::availableMicros)
                .thenComparing(CatalogueOrbit::objectId)
                .thenComparingInt(CatalogueOrbit::revision)
                .thenComparing(CatalogueOrbit::orbitId));
        return new Events(sorted, lines.rejected, lines.ambiguous, List.copyOf(lines.breakups.values()));
    }

    private void read(Path file, InputStream content) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                use(JSON.readTree(line));
            } catch (JacksonException | IllegalArgumentException e) {
                common.complain(file + ":" + number + ": is no event of run --format jsonl ("
                        + CommonOptions.messageOf(e) + ")");
            }
        }
    }

    private void use(JsonNode event) {
        // A rejected track has a field "topic" of its own, which hides that of the line.
        String topic = event.has("rejectionId")
                ? "rejected-tracks"
                : event.path("topic").asText();
        switch (topic) {
            case "orbits" -> {
                CatalogueOrbit orbit = orbit(event);
                orbits.putIfAbsent(orbit.orbitId(), orbit);
            }
            case "rejected-tracks" -> {
                byte[] bytes = Base64.getDecoder().decode(text(event, "bytes"));
                // What cannot be decoded is no track of the truth.
                if (Wire.decode(bytes) instanceof Wire.Message message && message.value() instanceof Track track) {
                    rejected.add(track.getTrackId());
                }
            }
            case "associations" -> {
                if (event.path("outcome").asText().equals(AssociationOutcome.AMBIGUOUS.name())) {
                    ambiguous.add(text(event.path("track"), "trackId"));
                }
            }
            case "breakups" -> {
                SaidBreakup breakup = breakup(event);
                breakups.putIfAbsent(breakup.breakupId() + '/' + breakup.revision(), breakup);
            }
            case "" -> throw new IllegalArgumentException("no topic");
            default -> {
                // Conjunctions and zones are not scored.
            }
        }
    }

    private static SaidBreakup breakup(JsonNode event) {
        List<String> parents = new ArrayList<>();
        event.path("parentIds").forEach(id -> parents.add(id.asText()));
        List<SaidBreakup.Spread> spreads = new ArrayList<>();
        event.path("siteSpreads")
                .forEach(s -> spreads.add(new SaidBreakup.Spread(
                        text(s, "siteId"),
                        Times.parse(text(s, "to")),
                        s.path("uniqueObjects").asInt(),
                        number(s, "spreadMetres"),
                        s.path("middleHalfMetres").asDouble(Double.NaN))));
        return new SaidBreakup(
                text(event, "breakupId"),
                event.path("revision").asInt(),
                Times.parse(text(event, "created")),
                text(event, "certainty"),
                parents,
                Times.parse(text(event, "epoch")),
                number(event, "epochSigmaSeconds"),
                event.path("tracks").asInt(),
                event.path("uniqueObjects").asInt(),
                number(event, "uniqueObjectsEstimate"),
                event.path("fragmentsWithOrbit").asInt(),
                spreads,
                event.path("extent").path("transverseMetres").asDouble(Double.NaN));
    }

    private static CatalogueOrbit orbit(JsonNode event) {
        double[] state = new double[STATE.length];
        for (int i = 0; i < state.length; i++) {
            state[i] = number(event.path("state"), STATE[i]);
        }
        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        for (int i = 0, k = 0; i < CatalogueOrbit.PARAMETERS; i++) {
            JsonNode part = event.path(i < STATE.length ? "covariance" : "dragCovariance");
            for (int j = 0; j <= i; j++, k++) {
                covariance[k] = number(part, "C" + AXES[i] + "_" + AXES[j]);
            }
        }
        List<String> restsOn = new ArrayList<>();
        event.path("restsOn").forEach(id -> restsOn.add(id.asText()));
        return new CatalogueOrbit(
                text(event, "orbitId"),
                text(event, "objectId"),
                event.path("objectName").asText(),
                event.path("internationalDesignator").asText(),
                event.path("revision").asInt(),
                Times.parse(text(event, "epoch")),
                Times.parse(text(event, "available")),
                state,
                number(event, "ballisticCoefficient"),
                number(event, "radiationCoefficient"),
                covariance,
                OrbitSource.valueOf(text(event, "source")),
                event.path("tracksUsed").asInt(),
                event.path("measurementsUsed").asInt(),
                event.path("measurementsRejected").asInt(),
                event.path("weightedRms").asDouble(Double.NaN),
                new TreeMap<>(),
                event.path("hardBodyRadiusMetres").asDouble(),
                restsOn,
                radiation(event.path("radiationCovariance")),
                CovarianceRealism.UNTRIED.withNoiseScale(
                        event.path("realism").path("noiseScale").asDouble(1)),
                event.path("mergedInto").asText(""));
    }

    /** The row of the radiation coefficient; zeros where it is held as known. */
    private static double[] radiation(JsonNode node) {
        double[] row = new double[RADIATION.length];
        for (int i = 0; node.isObject() && i < row.length; i++) {
            row[i] = number(node, "radiation" + RADIATION[i]);
        }
        return row;
    }

    private static double number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("'" + field + "' is no number");
        }
        return value.doubleValue();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return value.textValue();
    }
}
