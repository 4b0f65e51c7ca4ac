package org.greenzone.cli.screen;

import java.io.PrintWriter;
import java.util.Locale;
import org.greenzone.astro.breakup.CloudPassage;
import org.greenzone.astro.breakup.CloudShape;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;

/** Prints passages of an asset through a cloud. */
final class CloudPassagePrinter {
    private final PrintWriter out;
    private final PassagesCommand.Format format;

    CloudPassagePrinter(PrintWriter out, PassagesCommand.Format format) {
        this.out = out;
        this.format = format;
    }

    void head() {
        switch (format) {
            case TEXT ->
                out.println(
                        "plane (UTC)              enter    leave    shell km  speed m/s  fluence 1/m2  below 0.1 m   Pc        cloud");
            case CSV ->
                out.println("assetId,parentId,crossing,enter,leave,closestToShell,shellSeparationMetres,"
                        + "relativeSpeedMetresPerSecond,fluencePerSquareMetre,fluenceBelowLimitPerSquareMetre,"
                        + "probability,probabilityBelowLimit,cloud");
            case JSONL -> {}
        }
    }

    void print(CloudPassage p, CloudShape shape) {
        String cloud = shape.name().toLowerCase(Locale.ROOT);
        switch (format) {
            case TEXT ->
                out.printf(
                        Locale.ROOT,
                        "%s  %+6.1f s %+6.1f s %9.1f %10.1f  %12.3e  %11.3e  %8.2e  %s%n",
                        Times.forPeopleMillis(p.plane().crossingMicros()),
                        (p.enterMicros() - p.plane().crossingMicros()) / 1e6,
                        (p.leaveMicros() - p.plane().crossingMicros()) / 1e6,
                        p.plane().shellSeparationMetres() / 1e3,
                        p.relativeSpeedMetresPerSecond(),
                        p.fluencePerSquareMetre(),
                        p.fluenceBelowLimitPerSquareMetre(),
                        p.probability(),
                        cloud);
            case JSONL ->
                out.println(new JsonLine()
                        .add("assetId", p.plane().assetId())
                        .add("parentId", p.plane().parentId())
                        .addTime("crossing", p.plane().crossingMicros())
                        .addTime("enter", p.enterMicros())
                        .addTime("leave", p.leaveMicros())
                        .addTime("closestToShell", p.closestToShellMicros())
                        .add("shellSeparationMetres", p.plane().shellSeparationMetres())
                        .add("parentPhaseSeconds", p.plane().parentPhaseSeconds())
                        .add("relativeSpeedMetresPerSecond", p.relativeSpeedMetresPerSecond())
                        .add("fluencePerSquareMetre", p.fluencePerSquareMetre())
                        .add("fluenceBelowLimitPerSquareMetre", p.fluenceBelowLimitPerSquareMetre())
                        .add("probability", p.probability())
                        .add("probabilityBelowLimit", p.probabilityBelowLimit())
                        .add("cloud", cloud)
                        .end());
            case CSV ->
                out.println(String.join(
                        ",",
                        p.plane().assetId(),
                        p.plane().parentId(),
                        Times.iso(p.plane().crossingMicros()),
                        Times.iso(p.enterMicros()),
                        Times.iso(p.leaveMicros()),
                        Times.iso(p.closestToShellMicros()),
                        Double.toString(p.plane().shellSeparationMetres()),
                        Double.toString(p.relativeSpeedMetresPerSecond()),
                        Double.toString(p.fluencePerSquareMetre()),
                        Double.toString(p.fluenceBelowLimitPerSquareMetre()),
                        Double.toString(p.probability()),
                        Double.toString(p.probabilityBelowLimit()),
                        cloud));
        }
    }
}
