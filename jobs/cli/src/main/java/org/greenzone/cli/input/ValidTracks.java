package org.greenzone.cli.input;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackValidation;
import org.greenzone.cli.CommonOptions;

/** Tracks that are valid, each once; what is wrong with the others is said. */
public final class ValidTracks {
    private ValidTracks() {}

    public static List<Track> of(CommonOptions common, List<Track> tracks, Map<String, Site> known) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        Set<String> seen = new HashSet<>();
        List<Track> accepted = new ArrayList<>();
        for (Track track : tracks) {
            if (TrackValidation.validate(track, known, now) instanceof TrackValidation.Result.Rejected rejected) {
                common.complain("rejected, " + rejected.reason() + ": " + rejected.detail());
            } else if (!seen.add(track.trackId())) {
                common.complain("rejected, DUPLICATE: track " + track.trackId() + " stands there twice");
            } else {
                accepted.add(track);
            }
        }
        return accepted;
    }
}
