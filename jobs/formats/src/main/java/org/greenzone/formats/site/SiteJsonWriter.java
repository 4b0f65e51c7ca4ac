package org.greenzone.formats.site;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.UtcText;

/** Sites as the JSON that {@link SiteFiles} reads, with everything that a site has. */
public final class SiteJsonWriter {
    private SiteJsonWriter() {}

    /** Writes one file; leaves the writer open. */
    public static void write(List<Site> sites, Writer out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new DefaultPrettyPrinter());
        json.writeStartObject();
        json.writeArrayFieldStart("sites");
        for (Site site : sites) {
            write(site, json);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        out.write('\n');
    }

    private static void write(Site site, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", site.siteId());
        json.writeArrayFieldStart("aliases");
        for (String alias : site.aliases()) {
            json.writeString(alias);
        }
        json.writeEndArray();
        json.writeStringField("name", site.name());
        json.writeNumberField("latitudeDegrees", Math.toDegrees(site.latitudeRadians()));
        json.writeNumberField("longitudeDegrees", Math.toDegrees(site.longitudeRadians()));
        json.writeNumberField("altitudeMetres", site.altitudeMetres());
        json.writeObjectFieldStart("noise");
        json.writeNumberField("rangeMetres", site.noise().rangeMetres());
        json.writeNumberField("rangeRateMetresPerSecond", site.noise().rangeRateMetresPerSecond());
        json.writeNumberField("azimuthDegrees", Math.toDegrees(site.noise().azimuthRadians()));
        json.writeNumberField("elevationDegrees", Math.toDegrees(site.noise().elevationRadians()));
        json.writeEndObject();
        bias("bias", site.bias(), json);
        if (!Double.isNaN(site.transmitFrequencyHertz())) {
            json.writeNumberField("transmitFrequencyHertz", site.transmitFrequencyHertz());
        }
        json.writeNumberField("dopplerSign", site.dopplerSign());
        json.writeArrayFieldStart("fields");
        for (Site.FieldOfView field : site.fields()) {
            json.writeStartObject();
            json.writeNumberField("boresightAzimuthDegrees", Math.toDegrees(field.boresightAzimuthRadians()));
            json.writeNumberField("halfWidthDegrees", Math.toDegrees(field.halfWidthRadians()));
            json.writeNumberField("minimumElevationDegrees", Math.toDegrees(field.minimumElevationRadians()));
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!Double.isNaN(site.maximumRangeMetres())) {
            json.writeNumberField("maximumRangeMetres", site.maximumRangeMetres());
        }
        if (site.calibration().revision() > 0) {
            calibration(site.calibration(), json);
        }
        json.writeEndObject();
    }

    private static void calibration(Site.Calibration calibration, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("calibration");
        json.writeNumberField("revision", calibration.revision());
        json.writeStringField("known", UtcText.ofMicros(calibration.knownMicros()));
        bias("biasSigma", calibration.biasSigma(), json);
        json.writeObjectFieldStart("noiseScale");
        json.writeNumberField("range", calibration.noiseScale().range());
        json.writeNumberField("rangeRate", calibration.noiseScale().rangeRate());
        json.writeNumberField("azimuth", calibration.noiseScale().azimuth());
        json.writeNumberField("elevation", calibration.noiseScale().elevation());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void bias(String name, Site.Bias bias, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("rangeMetres", bias.rangeMetres());
        json.writeNumberField("rangeRateMetresPerSecond", bias.rangeRateMetresPerSecond());
        json.writeNumberField("azimuthDegrees", Math.toDegrees(bias.azimuthRadians()));
        json.writeNumberField("elevationDegrees", Math.toDegrees(bias.elevationRadians()));
        json.writeNumberField("timeSeconds", bias.timeSeconds());
        json.writeEndObject();
    }
}
