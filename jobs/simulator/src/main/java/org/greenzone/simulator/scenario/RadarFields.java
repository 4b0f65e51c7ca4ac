package org.greenzone.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.site.SiteCatalogue;

/** Reads the radars of a scenario: a known site by its id, with whatever is said beside it; or a site of its own. */
final class RadarFields {
    private static final double LIGHT_SPEED = 299_792_458.0;
    private static final double HIGHEST_ALTITUDE = 10_000;
    private static final double LARGEST_NOISE_METRES = 1e5;
    private static final double LONGEST_WAVE_HERTZ = 1e7;
    private static final double SHORTEST_WAVE_HERTZ = 1e12;

    private final SiteCatalogue sites;

    RadarFields(SiteCatalogue sites) {
        this.sites = sites;
    }

    Radar read(YamlFields fields, long start, long end) throws ScenarioException {
        String id = fields.text("id").toLowerCase(Locale.ROOT);
        Optional<Site> known = sites.find(id);
        if (known.isEmpty() && !fields.has("latitudeDegrees")) {
            throw fields.error(
                    "id",
                    "no site '" + id + "' is known; add latitudeDegrees, longitudeDegrees and altitudeMetres, or use"
                            + " one of: "
                            + String.join(
                                    ", ",
                                    sites.sites().stream().map(Site::siteId).toList()));
        }
        Site base = known.orElse(new Site(
                id, List.of(), "", 0, 0, 0, Site.Noise.GENERIC, Site.Bias.NONE, Double.NaN, 1, List.of(), Double.NaN));
        boolean place = known.isEmpty() || fields.has("latitudeDegrees");
        double frequency = fields.number(
                "transmitFrequencyHertz", LONGEST_WAVE_HERTZ, SHORTEST_WAVE_HERTZ, base.transmitFrequencyHertz());
        if (Double.isNaN(frequency)) {
            throw fields.error("transmitFrequencyHertz", "is missing, and the site has none; add it");
        }
        Site site = new Site(
                base.siteId(),
                base.aliases(),
                fields.text("name", base.name()),
                place ? Math.toRadians(fields.number("latitudeDegrees", -90, 90)) : base.latitudeRadians(),
                place ? Math.toRadians(fields.number("longitudeDegrees", -360, 360)) : base.longitudeRadians(),
                place ? fields.number("altitudeMetres", -1000, HIGHEST_ALTITUDE) : base.altitudeMetres(),
                noise(fields.mapping("noise"), base.noise()),
                bias(fields.mapping("bias"), base.bias()),
                base.transmitFrequencyHertz(),
                base.dopplerSign(),
                fans(fields, base.fields()),
                fields.number("maximumRangeMetres", 1000, 1e9, base.maximumRangeMetres()));
        YamlFields detects = fields.mapping("detects");
        YamlFields hidden = fields.mapping("hiddenBias");
        Radar radar = new Radar(
                site,
                LIGHT_SPEED / frequency,
                detects.number("sizeMetres", 1e-3, 100),
                detects.number("atRangeMetres", 1000, 1e8),
                fields.number("measuredShare", 0, 1, 1),
                fields.number("searchedShare", 0, 1, 1),
                hidden.number("rangeMetres", -LARGEST_NOISE_METRES, LARGEST_NOISE_METRES, 0),
                hidden.number("rangeRateMetresPerSecond", -1000, 1000, 0),
                fields.number("clutterTracksPerHour", 0, 1e6, 0),
                EventFields.silences(fields, start, end));
        detects.done();
        hidden.done();
        fields.done();
        return radar;
    }

    private static Site.Noise noise(YamlFields fields, Site.Noise base) throws ScenarioException {
        Site.Noise noise = new Site.Noise(
                fields.number("rangeMetres", 1e-3, LARGEST_NOISE_METRES, base.rangeMetres()),
                fields.number("rangeRateMetresPerSecond", 1e-6, 1e4, base.rangeRateMetresPerSecond()),
                Math.toRadians(fields.number("azimuthDegrees", 1e-6, 45, Math.toDegrees(base.azimuthRadians()))),
                Math.toRadians(fields.number("elevationDegrees", 1e-6, 45, Math.toDegrees(base.elevationRadians()))));
        fields.done();
        return noise;
    }

    private static Site.Bias bias(YamlFields fields, Site.Bias base) throws ScenarioException {
        Site.Bias bias = new Site.Bias(
                fields.number("rangeMetres", -LARGEST_NOISE_METRES, LARGEST_NOISE_METRES, base.rangeMetres()),
                fields.number("rangeRateMetresPerSecond", -1000, 1000, base.rangeRateMetresPerSecond()),
                Math.toRadians(fields.number("azimuthDegrees", -10, 10, Math.toDegrees(base.azimuthRadians()))),
                Math.toRadians(fields.number("elevationDegrees", -10, 10, Math.toDegrees(base.elevationRadians()))),
                fields.number("timeSeconds", -10, 10, base.timeSeconds()));
        fields.done();
        return bias;
    }

    private static List<Site.FieldOfView> fans(YamlFields fields, List<Site.FieldOfView> base)
            throws ScenarioException {
        if (!fields.has("fields")) {
            return base;
        }
        List<Site.FieldOfView> fans = new ArrayList<>();
        for (YamlFields fan : fields.mappings("fields")) {
            fans.add(new Site.FieldOfView(
                    Math.toRadians(fan.number("boresightAzimuthDegrees", -360, 360)),
                    Math.toRadians(fan.number("halfWidthDegrees", 0.01, 90)),
                    Math.toRadians(fan.number("minimumElevationDegrees", 0, 89))));
            fan.done();
        }
        return List.copyOf(fans);
    }
}
