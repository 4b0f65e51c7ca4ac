package org.greenzone.astro.orbit;

import java.util.List;
import org.greenzone.astro.track.ContentId;

/**
 * A manoeuvre that was noticed from tracks: two of them agree on an orbit that the object can only have reached by a change of speed.
 *
 * @param manoeuvreId made from the object and the tracks that show it: the same where a late track revises the rest
 * @param objectId of the object
 * @param detectedMicros event time at which it became certain: end of the last track that shows it, or when that was decided
 * @param earliestMicros end of the last track on the old orbit, UTC microseconds since 1970
 * @param latestMicros start of the first track on the new orbit
 * @param timeMicros where between them the two orbits come closest to each other: the likely time of one short burn
 * @param missMetres how close they come there; much more than their sigmas says that it was not one short burn
 * @param deltaVRtn change of velocity then, m/s, RTN of the old orbit, 3 numbers
 * @param deltaVSigmaRtn one sigma of it, m/s, from the covariances of both orbits, 3 numbers
 * @param orbitBefore id of the orbit before
 * @param orbitAfter id of the orbit after
 * @param tracks ids of the tracks that show it
 */
public record Manoeuvre(
        String manoeuvreId,
        String objectId,
        long detectedMicros,
        long earliestMicros,
        long latestMicros,
        long timeMicros,
        double missMetres,
        double[] deltaVRtn,
        double[] deltaVSigmaRtn,
        String orbitBefore,
        String orbitAfter,
        List<String> tracks) {

    /** The same manoeuvre, known from another event time on. */
    public Manoeuvre withDetected(long micros) {
        return new Manoeuvre(
                manoeuvreId,
                objectId,
                micros,
                earliestMicros,
                latestMicros,
                timeMicros,
                missMetres,
                deltaVRtn,
                deltaVSigmaRtn,
                orbitBefore,
                orbitAfter,
                tracks);
    }

    /** Id of a manoeuvre that these tracks show. */
    static String id(String objectId, List<String> tracks) {
        ContentId id = ContentId.of("manoeuvre").add(objectId);
        for (String track : tracks) {
            id.add(track);
        }
        return id.digits();
    }
}
