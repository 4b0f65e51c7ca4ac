package org.greenzone.formats.cdm;

import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;

/**
 * A conjunction data message (CCSDS 508.0-B-1): the encounter in Greenzone's terms, and what the message says of itself.
 *
 * <p>Miss distance, relative position and speed in the conjunction are those of its two states; the stated ones are kept
 * beside. The published probability and its method are the ones of the conjunction, and so are the screening and what the orbits rest on.
 *
 * @param version for example {@code 1.0}
 * @param originator who wrote it
 * @param messageFor whom it is for; empty where not said
 * @param messageId id of the originator
 * @param conjunction the encounter
 * @param statedMissDistanceMetres MISS_DISTANCE; NaN where not stated
 * @param statedRelativeSpeedMetresPerSecond RELATIVE_SPEED; NaN where not stated
 * @param first what is said of the first object
 * @param second what is said of the second
 * @param comments of the header and of the relative data, as written
 */
public record CdmMessage(
        String version,
        String originator,
        String messageFor,
        String messageId,
        Conjunction conjunction,
        double statedMissDistanceMetres,
        double statedRelativeSpeedMetresPerSecond,
        CdmObject first,
        CdmObject second,
        List<String> comments) {
    public CdmMessage {
        comments = List.copyOf(comments);
    }
}
