package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;

/**
 * A breakup as one asset follows it: its newest revision, the rows of all its revisions, and what was said of the asset's passages.
 *
 * @param breakup newest revision
 * @param fragments newest row of each fragment, by id
 * @param passages last event of each passage that is ahead
 * @param basis of those, the epoch (UTC microseconds since 1970), certainty by name and number of fragments with an orbit
 */
public record FollowedBreakup(
        Breakup breakup, List<Breakup.Fragment> fragments, List<PredictedPassage> passages, Basis basis) {
    /** An epoch that moves by more than this moves passages, microseconds. */
    private static final long EPOCH_MICROS = 1_000_000L;

    /** So many more fragments with an orbit, as a part, sharpen the cloud. */
    private static final double GROWTH = 1.2;

    private static final int LEAST_GROWTH = 5;

    /** On what the passages rest. */
    public record Basis(long epochMicros, String certainty, int fragments, int uniqueObjects) {
        static final Basis NONE = new Basis(0, "", 0, 0);
    }

    /** What there was to say, and what is known after it. */
    public record Said(List<PredictedPassage> events, FollowedBreakup after) {}

    public static FollowedBreakup begin(Breakup breakup) {
        return new FollowedBreakup(breakup, List.copyOf(breakup.fragments()), List.of(), Basis.NONE);
    }

    /** With a later revision; one that was there already changes nothing. */
    public FollowedBreakup revisedBy(Breakup later) {
        if (later.revision() <= breakup.revision()) {
            return this;
        }
        Map<String, Breakup.Fragment> rows = new TreeMap<>();
        fragments.forEach(f -> rows.put(f.objectId(), f));
        later.lostFragments().forEach(rows::remove);
        later.fragments().forEach(f -> rows.put(f.objectId(), f));
        return new FollowedBreakup(later, List.copyOf(rows.values()), passages, basis);
    }

    /** Whether the newest revision says of passages what those said last do not know. */
    public boolean isNews() {
        return !basis.certainty().equals(breakup.certainty().name())
                || Math.abs(basis.epochMicros() - breakup.epochMicros()) > EPOCH_MICROS
                || fragments.size() > Math.max(basis.fragments() + LEAST_GROWTH, GROWTH * basis.fragments())
                || breakup.count().uniqueObjects() > GROWTH * basis.uniqueObjects();
    }

    /** Whether it ended, or was last revised before an instant. */
    public boolean isOver(long micros) {
        return breakup.createdMicros() < micros
                || breakup.certainty() == Breakup.Certainty.WITHDRAWN && passages.isEmpty() && !isNews();
    }

    /** Asks anew for the passages. */
    public Said predict(PassagePredictor predictor, Asset asset, CatalogueOrbit assetOrbit, long now) {
        List<PredictedPassage> events = predictor.predict(asset, assetOrbit, breakup, fragments, passages, now);
        Map<String, PredictedPassage> last = new TreeMap<>();
        passages.forEach(p -> last.put(p.passageId(), p));
        events.forEach(p -> last.put(p.passageId(), p));
        List<PredictedPassage> ahead = new ArrayList<>(last.values());
        ahead.removeIf(p ->
                p.status() == PredictedPassage.Status.WITHDRAWN || p.cloud().leaveMicros() <= now);
        return new Said(
                events,
                new FollowedBreakup(
                        breakup,
                        fragments,
                        List.copyOf(ahead),
                        new Basis(
                                breakup.epochMicros(),
                                breakup.certainty().name(),
                                fragments.size(),
                                breakup.count().uniqueObjects())));
    }
}
