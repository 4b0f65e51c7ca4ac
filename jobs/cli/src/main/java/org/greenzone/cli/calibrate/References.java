package org.greenzone.cli.calibrate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.calibration.ReferenceSigma;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.GivenEphemeris;
import org.greenzone.cli.input.Inputs;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.FormatDetector;
import org.greenzone.formats.oem.OemEphemeris;
import org.jspecify.annotations.Nullable;

/** The ephemerides that tracks are held against, by the object that the tracks claim. */
final class References {
    private final CommonOptions common;
    private final PhysicalData physics;
    private final Map<String, List<ReferenceEphemeris>> byObject = new TreeMap<>();

    References(CommonOptions common, PhysicalData physics) {
        this.common = common;
        this.physics = physics;
    }

    /**
     * Reads {@code FILE} or {@code ID=FILE}, where the id is that of the tracks; the file's own ids hold without.
     *
     * @param sigma of all files; null for that of their formats
     */
    void add(String argument, @Nullable ReferenceSigma sigma) {
        int equals = argument.indexOf('=');
        boolean named = equals > 0 && !Files.exists(Path.of(argument));
        Path file = Path.of(named ? argument.substring(equals + 1) : argument);
        ReferenceSigma used = sigma != null ? sigma : ReferenceSigma.of(usualMetres(file));
        for (OemEphemeris ephemeris : new Inputs(common).ephemerides(file, physics)) {
            ReferenceEphemeris reference = new ReferenceEphemeris(ephemeris, used, physics.leapSeconds());
            if (named) {
                put(argument.substring(0, equals), reference);
            } else {
                put(ephemeris.objectId(), reference);
                if (!ephemeris.internationalDesignator().equals(ephemeris.objectId())) {
                    put(ephemeris.internationalDesignator(), reference);
                }
            }
        }
    }

    private void put(String objectId, ReferenceEphemeris reference) {
        if (!objectId.isEmpty()) {
            byObject.computeIfAbsent(objectId, id -> new ArrayList<>()).add(reference);
        }
    }

    private static double usualMetres(Path file) {
        try {
            return GivenEphemeris.usualSigmaMetres(FormatDetector.detect(file));
        } catch (java.io.IOException unreadable) {
            // The reader meets the same error and names it.
            return GivenEphemeris.usualSigmaMetres(FileFormat.UNKNOWN);
        }
    }

    /** The ids under which there are ephemerides. */
    List<String> objects() {
        return List.copyOf(byObject.keySet());
    }

    /** The first ephemeris of the claimed object that covers the track. */
    Optional<ReferenceEphemeris> of(Track track) {
        return byObject.getOrDefault(track.claimedObjectId(), List.of()).stream()
                .filter(reference -> reference.covers(track.startMicros(), track.endMicros()))
                .findFirst();
    }
}
