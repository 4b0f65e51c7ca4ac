package org.greenzone.pipeline.codec;

import org.greenzone.astro.orbit.Manoeuvre;

/** Manoeuvres on the wire. */
public final class ManoeuvreCodec {
    private ManoeuvreCodec() {}

    public static org.greenzone.schemas.Manoeuvre toWire(Manoeuvre m) {
        return new org.greenzone.schemas.Manoeuvre(
                m.manoeuvreId(),
                m.objectId(),
                Fields.instant(m.detectedMicros()),
                Fields.instant(m.earliestMicros()),
                Fields.instant(m.latestMicros()),
                Fields.instant(m.timeMicros()),
                m.missMetres(),
                m.deltaVRtn()[0],
                m.deltaVRtn()[1],
                m.deltaVRtn()[2],
                m.deltaVSigmaRtn()[0],
                m.deltaVSigmaRtn()[1],
                m.deltaVSigmaRtn()[2],
                m.orbitBefore(),
                m.orbitAfter(),
                m.tracks());
    }

    public static Manoeuvre fromWire(org.greenzone.schemas.Manoeuvre wire) {
        return new Manoeuvre(
                wire.getManoeuvreId(),
                wire.getObjectId(),
                Fields.micros(wire.getDetected()),
                Fields.micros(wire.getEarliest()),
                Fields.micros(wire.getLatest()),
                Fields.micros(wire.getTime()),
                wire.getMissMetres(),
                new double[] {
                    wire.getDeltaVRadialMetresPerSecond(),
                    wire.getDeltaVInTrackMetresPerSecond(),
                    wire.getDeltaVCrossTrackMetresPerSecond()
                },
                new double[] {
                    wire.getDeltaVSigmaRadialMetresPerSecond(),
                    wire.getDeltaVSigmaInTrackMetresPerSecond(),
                    wire.getDeltaVSigmaCrossTrackMetresPerSecond()
                },
                wire.getOrbitBefore(),
                wire.getOrbitAfter(),
                wire.getTracks());
    }
}
