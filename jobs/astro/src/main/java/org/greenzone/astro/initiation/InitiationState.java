package org.greenzone.astro.initiation;

import java.util.List;
import java.util.Map;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.initiation.EpochFit.Fitted;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * All that {@link TrackInitiation} knows, as values: one that is made of it goes on to the last digit as the one that it was taken from.
 *
 * @param seen the tracks that the rest names by their ids
 * @param pool ids of tracks without a cloud, in order of time
 * @param clouds in the order in which their origins were found
 * @param unsearched tracks that came to the pool since an origin was looked for
 * @param searched size of the pool then
 * @param inObjects the joined tracks
 * @param withOrbit objects that have had an orbit
 */
public record InitiationState(
        List<Seen> seen,
        List<String> pool,
        List<OfCloud> clouds,
        int unsearched,
        int searched,
        List<InObject> inObjects,
        List<String> withOrbit) {
    /** Nothing known yet. */
    public static final InitiationState EMPTY =
            new InitiationState(List.of(), List.of(), List.of(), 0, 0, List.of(), List.of());

    /** A track and its receiver. */
    public record Seen(Track track, Site site) {}

    /**
     * @param tracks ids of those from which the origin is estimated, in the order in which they came
     * @param nextEstimate number of tracks at which it is estimated anew
     * @param nextPinch number of objects at which it is estimated anew by them
     * @param loose tracks of no object, in the order in which they came
     * @param objects in the order in which they were last changed
     * @param sets hypotheses, each once
     * @param hypotheses of each track
     * @param spreadWeights of {@link VelocitySpread}
     * @param spreadOf number of orbits that these were estimated from
     */
    public record OfCloud(
            CatalogueOrbit parent,
            Origin origin,
            List<String> tracks,
            int nextEstimate,
            int nextPinch,
            List<Member> loose,
            List<OfSet> objects,
            List<OfSet> sets,
            List<OfTrack> hypotheses,
            double[] spreadWeights,
            int spreadOf) {}

    /** A track that was joined with others, and the object of it. */
    public record InObject(String trackId, String objectId) {}

    /** A track and the places of its sets, best first. */
    public record OfTrack(String trackId, int[] sets) {}

    /** A track by its id, and its orbit from the origin. */
    public record Member(String trackId, Fit orbit) {
        static Member of(CloudTrack track) {
            return new Member(track.id(), Fit.of(track.orbit()));
        }

        /** @throws IllegalArgumentException where the track is not among these */
        CloudTrack track(Map<String, Sighting> sightings) {
            Sighting sighting = sightings.get(trackId);
            if (sighting == null) {
                throw new IllegalArgumentException(
                        "the state of a cloud names the track " + trackId + " without having it");
            }
            return new CloudTrack(sighting, orbit.fitted());
        }
    }

    /** Tracks of one fragment, by time. */
    public record OfSet(List<Member> members, Fit orbit, double score) {
        static OfSet of(TrackSet set) {
            return new OfSet(set.members().stream().map(Member::of).toList(), Fit.of(set.orbit()), set.score());
        }

        TrackSet set(Map<String, Sighting> sightings) {
            return new TrackSet(members.stream().map(m -> m.track(sightings)).toList(), orbit.fitted(), score);
        }
    }

    /** {@link EpochFit.Fitted} with matrices by rows. */
    public record Fit(
            long epochMicros,
            double[] vector,
            double[] deviates,
            double[] normal,
            double[] velocityCovariance,
            double cost,
            double logEvidence) {
        static Fit of(Fitted fitted) {
            return new Fit(
                    fitted.epochMicros(),
                    fitted.vector(),
                    fitted.deviates(),
                    rows(fitted.normal()),
                    rows(fitted.velocityCovariance()),
                    fitted.cost(),
                    fitted.logEvidence());
        }

        Fitted fitted() {
            return new Fitted(
                    epochMicros,
                    vector.clone(),
                    deviates.clone(),
                    matrix(normal, deviates.length),
                    matrix(velocityCovariance, 3),
                    cost,
                    logEvidence);
        }

        private static double[] rows(double[][] matrix) {
            double[] rows = new double[matrix.length * matrix.length];
            for (int i = 0; i < matrix.length; i++) {
                System.arraycopy(matrix[i], 0, rows, i * matrix.length, matrix.length);
            }
            return rows;
        }

        private static double[][] matrix(double[] rows, int size) {
            double[][] matrix = new double[size][size];
            for (int i = 0; i < size; i++) {
                System.arraycopy(rows, i * size, matrix[i], 0, size);
            }
            return matrix;
        }
    }
}
