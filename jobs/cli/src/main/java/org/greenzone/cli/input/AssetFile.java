package org.greenzone.cli.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.json.JsonRecord;
import org.greenzone.formats.json.JsonRecords;

/**
 * Protected assets as JSON: {@code {"assets": [{"objectId": "25544", "name": "ISS", "hardBodyRadiusMetres": 55,
 * "screeningRadialMetres": 2000, "screeningInTrackMetres": 25000, "screeningCrossTrackMetres": 25000,
 * "yellowProbability": 1e-5, "redProbability": 1e-4, "companions": ["49044"]}]}}. Only {@code objectId} is required; the
 * others have the values of this example, except {@code name} and {@code companions}, which are empty, and the hard-body
 * radius, which is 10.
 */
public final class AssetFile {
    private static final int LOOK = 4096;
    private static final int LARGEST_BYTES = 1 << 26;
    private static final double HARD_BODY_METRES = 10;
    private static final double RADIAL_METRES = 2_000;
    private static final double HORIZONTAL_METRES = 25_000;
    private static final double YELLOW = 1e-5;
    private static final double RED = 1e-4;
    private static final double FAR_METRES = 1e6;

    private AssetFile() {}

    /** Whether the file looks like one of assets. */
    public static boolean isOne(Path path) {
        try (InputStream content = InputFiles.open(path)) {
            String start = new String(content.readNBytes(LOOK), StandardCharsets.UTF_8).stripLeading();
            return start.startsWith("{") && start.contains("\"assets\"");
        } catch (IOException e) {
            return false;
        }
    }

    public static ReadResult<Asset> read(Path path) {
        return InputFiles.read(path, AssetFile::read);
    }

    private static List<Asset> read(InputStream content, Problems problems) throws IOException {
        List<Asset> assets = new ArrayList<>();
        byte[] all = content.readNBytes(LARGEST_BYTES);
        JsonRecords.read(new ByteArrayInputStream(all), "assets", problems, json -> {
            Fields fields = new Fields(json);
            try {
                assets.add(asset(fields));
            } catch (BadValueException e) {
                problems.error(json.lineOf(fields.current), fields.current, e.getMessage() + "; the asset is left out");
            }
        });
        return assets;
    }

    private static Asset asset(Fields fields) throws BadValueException {
        double yellow = fields.number("yellowProbability", YELLOW, 0, 1);
        return new Asset(
                fields.id(),
                fields.json.text("name").orElse(""),
                fields.number("hardBodyRadiusMetres", HARD_BODY_METRES, 0, FAR_METRES),
                fields.number("screeningRadialMetres", RADIAL_METRES, 0, FAR_METRES),
                fields.number("screeningInTrackMetres", HORIZONTAL_METRES, 0, FAR_METRES),
                fields.number("screeningCrossTrackMetres", HORIZONTAL_METRES, 0, FAR_METRES),
                yellow,
                fields.number("redProbability", Math.max(RED, yellow), yellow, 1),
                fields.strings("companions"));
    }

    /** The fields of one asset; remembers which is being read. */
    private static final class Fields {
        private final JsonRecord json;
        private String current = "";

        private Fields(JsonRecord json) {
            this.json = json;
        }

        private String id() throws BadValueException {
            current = "objectId";
            return json.requiredText(current);
        }

        private double number(String field, double otherwise, double least, double greatest) throws BadValueException {
            current = field;
            if (!json.has(field)) {
                return otherwise;
            }
            double value = json.requiredNumber(field);
            if (!(value >= least && value <= greatest)) {
                throw new BadValueException(value + " is outside " + least + " to " + greatest);
            }
            return value;
        }

        private List<String> strings(String field) {
            List<String> values = new ArrayList<>();
            for (int i = 0; json.has(field + "[" + i + "]"); i++) {
                values.add(json.text(field + "[" + i + "]").orElse(""));
            }
            return List.copyOf(values);
        }
    }
}
