package org.greenzone.cli.screen;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.HardBodyRadii;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;
import org.greenzone.formats.cdm.CdmWriter;

/** Conjunctions as a table, CSV, JSON lines or CDM. */
final class ApproachPrinter {
    enum Format {
        TEXT,
        CSV,
        JSONL,
        CDM
    }

    private final PrintWriter out;
    private final Format format;
    private final HardBodyRadii radii;

    ApproachPrinter(PrintWriter out, Format format, HardBodyRadii radii) {
        this.radii = radii;
        this.out = out;
        this.format = format;
    }

    void head() {
        if (format == Format.TEXT) {
            out.printf(
                    "%-23s  %-8s %-9s %9s %9s %9s %9s %9s %10s  %s%n",
                    "TCA (UTC)", "primary", "secondary", "miss km", "R km", "T km", "N km", "speed", "Pc", "name");
        } else if (format == Format.CSV) {
            out.println("primaryId,secondaryId,secondaryName,tca,missDistanceMetres,missRMetres,missTMetres,"
                    + "missNMetres,relativeSpeedMetresPerSecond,hbrMetres,pc,pcMethod,pcMax");
        }
    }

    void print(Conjunction c) {
        switch (format) {
            case TEXT ->
                out.printf(
                        Locale.ROOT,
                        "%-23s  %-8s %-9s %9.3f %9.3f %9.3f %9.3f %9.1f %10s  %s%n",
                        Times.forPeopleMillis(c.tcaMicros()),
                        c.primary().objectId(),
                        c.secondary().objectId(),
                        c.missDistanceMetres() / 1e3,
                        c.missRtnMetres()[0] / 1e3,
                        c.missRtnMetres()[1] / 1e3,
                        c.missRtnMetres()[2] / 1e3,
                        c.relativeSpeedMetresPerSecond(),
                        Double.isNaN(c.probability()) ? "unknown" : String.format(Locale.ROOT, "%.2e", c.probability()),
                        c.secondary().objectName());
            case CSV ->
                out.println(String.join(
                        ",",
                        c.primary().objectId(),
                        c.secondary().objectId(),
                        quoted(c.secondary().objectName()),
                        Times.iso(c.tcaMicros()),
                        Double.toString(c.missDistanceMetres()),
                        Double.toString(c.missRtnMetres()[0]),
                        Double.toString(c.missRtnMetres()[1]),
                        Double.toString(c.missRtnMetres()[2]),
                        Double.toString(c.relativeSpeedMetresPerSecond()),
                        Double.toString(c.hardBodyRadiusMetres()),
                        number(c.probability()),
                        c.probabilityMethod(),
                        number(c.maximumProbability())));
            case JSONL -> out.println(json(c));
            case CDM -> out.println(CdmWriter.kvn(c, "GREENZONE", c.primary().objectName()));
        }
    }

    private String json(Conjunction c) {
        return new JsonLine()
                .add("conjunctionId", c.conjunctionId())
                .add("primaryId", c.primary().objectId())
                .add("secondaryId", c.secondary().objectId())
                .add("secondaryName", c.secondary().objectName())
                .addTime("tca", c.tcaMicros())
                .add("missDistanceMetres", c.missDistanceMetres())
                .add("missRtnMetres", c.missRtnMetres())
                .add("relativeSpeedMetresPerSecond", c.relativeSpeedMetresPerSecond())
                .add("hbrMetres", c.hardBodyRadiusMetres())
                .add("hbrSources", List.of(source(c.primary()), source(c.secondary())))
                .add("pc", c.probability())
                .add("pcMethod", c.probabilityMethod())
                .add("pcMax", c.maximumProbability())
                .add("dilution", c.dilution().name())
                .add("warnings", c.warnings())
                .end();
    }

    private String source(Conjunction.Participant object) {
        return object.hardBodyRadiusSource().isEmpty()
                ? radii.of(object.objectId()).source()
                : object.hardBodyRadiusSource();
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
