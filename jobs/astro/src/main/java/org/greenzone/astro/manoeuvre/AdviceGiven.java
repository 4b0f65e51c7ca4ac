package org.greenzone.astro.manoeuvre;

import org.greenzone.astro.track.ContentId;

/**
 * An advice, to whom, when and why.
 *
 * @param adviceId made from the content
 * @param assetId the asset
 * @param createdMicros event time, UTC microseconds since 1970
 * @param statusId zone status that asked for it
 * @param advice what could be done
 */
public record AdviceGiven(String adviceId, String assetId, long createdMicros, String statusId, Advice advice) {

    public static AdviceGiven of(String assetId, long createdMicros, String statusId, Advice advice) {
        ContentId id = ContentId.of("advice").add(assetId).add(createdMicros).add(statusId);
        for (Proposal proposal : advice.proposals()) {
            id.add(proposal.burn().timeMicros()).add(proposal.burn().metresPerSecond());
        }
        return new AdviceGiven(id.digits(), assetId, createdMicros, statusId, advice);
    }
}
