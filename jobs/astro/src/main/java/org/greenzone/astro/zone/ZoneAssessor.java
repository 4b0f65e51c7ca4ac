package org.greenzone.astro.zone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.track.ContentId;

/**
 * Says in which zone an asset is, from its newest orbit and the conjunctions that are ahead of it.
 *
 * <p>What is ahead decides ({@link Dangers}): all conjunctions together and the passages through clouds. Without an orbit that is younger than its trust the zone is UNKNOWN,
 * whatever the conjunctions say: never green by silence. Nor is it GREEN where the position of the asset is known too
 * badly for a screening that found nothing to mean anything, nor where objects that no screening can find
 * ({@link LostObject}) together are more of a danger than a yellow conjunction: then UNKNOWN too, while warnings stand. A status says until
 * when it holds, which is never beyond what its evidence bears, and is renewed in time while evidence comes.
 *
 * <p>GREEN after another zone is the all-clear, with its reason. It is not given before the last window of shelter that is known is over, nor while updates
 * disagree. A pure function of its arguments. Not thread-safe.
 */
public final class ZoneAssessor {
    /** A status is renewed when less than this part of its validity is left. */
    private static final int RENEWAL_PART = 4;

    private static final double MICROS_PER_HOUR = 3.6e9;

    /** A status is not renewed for less than this. */
    private static final long LEAST_EXTENSION_MICROS = 60_000_000L;

    /** Steps in which the uncertainty is followed: it swings with the revolution of at least 87 minutes. */
    private static final long SIGMA_STEP_MICROS = 600_000_000L;

    private static final long SECOND_MICROS = 1_000_000L;

    private final ZoneRules rules;
    private final OrbitPrediction prediction;
    private final double mu;

    /**
     * @param prediction carries the asset's uncertainty on; used by this object
     * @param mu gravitational parameter of the Earth, m3/s2
     */
    public ZoneAssessor(ZoneRules rules, OrbitPrediction prediction, double mu) {
        this.rules = rules;
        this.prediction = prediction;
        this.mu = mu;
    }

    /** What an assessment came to; not yet a status, since it may say nothing new. */
    private record Finding(
            Zone zone,
            long validUntilMicros,
            Dangers dangers,
            List<String> breakupIds,
            List<String> reasons,
            List<String> restsOn) {}

    /**
     * The status that is to be given now, if it says more than the last one.
     *
     * @param previous the last status that was given, if there was one
     * @param nowMicros event time, UTC microseconds since 1970
     */
    public Optional<ZoneStatus> next(Asset asset, Situation situation, Optional<ZoneStatus> previous, long nowMicros) {
        Finding finding = assess(asset, situation, previous, nowMicros);
        if (previous.isPresent() && !saysMore(finding, previous.get(), nowMicros)) {
            return Optional.empty();
        }
        int revision = previous.map(p -> p.revision() + 1).orElse(0);
        ContentId id = ContentId.of("zone-status")
                .add(asset.objectId())
                .add(nowMicros)
                .add(finding.zone().name());
        finding.restsOn().forEach(id::add);
        Dangers dangers = finding.dangers();
        return Optional.of(new ZoneStatus(
                id.digits(),
                asset.objectId(),
                revision,
                finding.zone(),
                previous.map(ZoneStatus::zone).orElse(Zone.UNKNOWN),
                nowMicros,
                finding.validUntilMicros(),
                dangers.greatest(),
                dangers.total(),
                dangers.cloud(),
                dangers.cloudBelowLimit(),
                dangers.windows(),
                finding.reasons(),
                finding.restsOn()));
    }

    /**
     * Event time at which the asset is to be assessed again although no evidence came: when the status is to be renewed,
     * the next conjunction or passage is over, the time for a burn is over, a window of shelter ends, the orbit ends its trust, or the status
     * has lapsed.
     */
    public long nextAssessmentMicros(Situation situation, ZoneStatus status, long nowMicros) {
        long renewal = renewalMicros(status);
        long next = nowMicros < renewal ? renewal : Math.max(nowMicros, status.validUntilMicros()) + 1;
        if (situation.orbit().isPresent()) {
            next = earlier(next, situation.orbit().get().availableMicros() + rules.trustMicros() + 1, nowMicros);
        }
        for (WatchedConjunction conjunction : situation.conjunctions()) {
            long tca = conjunction.newest().tcaMicros();
            next = earlier(next, tca + 1, nowMicros);
            next = earlier(next, tca - rules.burnMicros(), nowMicros);
        }
        for (CloudCrossing crossing : situation.crossings()) {
            next = earlier(next, crossing.leaveMicros() + 1, nowMicros);
            next = earlier(
                    next, crossing.enterMicros() - rules.shelterLeadMicros() - rules.burnMicros() + 1, nowMicros);
        }
        for (ShelterWindow window : status.windows()) {
            next = earlier(next, window.openMicros(), nowMicros);
        }
        return next;
    }

    private static long earlier(long next, long candidate, long nowMicros) {
        return candidate > nowMicros ? Math.min(next, candidate) : next;
    }

    private boolean saysMore(Finding finding, ZoneStatus previous, long nowMicros) {
        return finding.zone() != previous.zone()
                || (finding.zone() != Zone.GREEN && !finding.restsOn().equals(previous.restsOn()))
                || !sameHours(finding.dangers().windows(), previous.windows())
                || !previous.restsOn().containsAll(finding.breakupIds())
                || nowMicros > previous.validUntilMicros()
                || (nowMicros >= renewalMicros(previous)
                        && finding.validUntilMicros() - previous.validUntilMicros() >= LEAST_EXTENSION_MICROS);
    }

    private static boolean sameHours(List<ShelterWindow> some, List<ShelterWindow> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).closeMicros() != others.get(i).closeMicros()
                    || some.get(i).openMicros() != others.get(i).openMicros()) {
                return false;
            }
        }
        return true;
    }

    private long renewalMicros(ZoneStatus status) {
        return status.validUntilMicros() - rules.validityMicros() / RENEWAL_PART;
    }

    private Finding assess(Asset asset, Situation situation, Optional<ZoneStatus> previous, long nowMicros) {
        Optional<CatalogueOrbit> orbit = situation.orbit();
        List<ShelterWindow> before = previous.map(ZoneStatus::windows).orElse(List.of());
        Dangers dangers = Dangers.of(asset, rules, situation, before, nowMicros);
        if (orbit.isEmpty()) {
            return unknown(dangers, "no orbit of " + asset.name() + " is known", List.of(), nowMicros);
        }
        double ageHours = (nowMicros - orbit.get().availableMicros()) / MICROS_PER_HOUR;
        if (ageHours * MICROS_PER_HOUR > rules.trustMicros()) {
            return unknown(
                    dangers,
                    String.format(
                            Locale.ROOT,
                            "the newest orbit of %s is %.1f h old: it is trusted for %.1f h",
                            asset.name(),
                            ageHours,
                            rules.trustMicros() / MICROS_PER_HOUR),
                    List.of(orbit.get().orbitId()),
                    nowMicros);
        }
        List<String> reasons = new ArrayList<>(dangers.reasons());
        List<String> restsOn = new ArrayList<>(List.of(orbit.get().orbitId()));
        restsOn.addAll(dangers.restsOn());
        List<KnownBreakup> breakups = new ArrayList<>(situation.breakups());
        breakups.sort(Comparator.comparing(KnownBreakup::breakupId));
        List<String> breakupIds = breakups.stream().map(KnownBreakup::breakupId).toList();
        restsOn.addAll(breakupIds);
        if (!dangers.windows().isEmpty()) {
            reasons.add(0, ZoneText.windows(dangers.windows()));
        }
        long validUntil =
                Math.min(nowMicros + rules.validityMicros(), orbit.get().availableMicros() + rules.trustMicros());
        Lost lost = lost(asset, orbit.get(), situation.lost(), nowMicros);
        if (lost.hits() > asset.yellowProbability()) {
            if (dangers.zone() == Zone.GREEN) {
                return unknown(dangers, lost.text(), restsOn, nowMicros);
            }
            reasons.add(lost.text());
        }
        Zone zone = dangers.zone();
        if (zone == Zone.GREEN) {
            long certain = certainUntilMicros(orbit.get(), nowMicros, validUntil);
            if (certain - nowMicros < SECOND_MICROS && certain < validUntil) {
                return unknown(dangers, uncertain(asset, orbit.get(), nowMicros), restsOn, nowMicros);
            }
            validUntil = certain;
            if (previous.isPresent() && previous.get().zone() != Zone.GREEN) {
                reasons.add(ZoneText.allClear(asset, rules, previous.get(), situation, nowMicros));
            }
            reasons.add(String.format(
                    Locale.ROOT,
                    "no conjunction above Pc %.0e ahead, %d watched, greatest Pc %.1e; %sorbit of %s is %.1f h old",
                    asset.yellowProbability(),
                    dangers.watched(),
                    dangers.greatest(),
                    lost.count() == 0 ? "" : lost.text() + "; ",
                    asset.name(),
                    ageHours));
            if (dangers.passages() > 0) {
                reasons.add(ZoneText.harmlessPassages(rules.shelterProbability(asset), dangers));
            }
        }
        breakups.forEach(breakup -> reasons.add(ZoneText.breakup(breakup)));
        return new Finding(zone, validUntil, dangers, breakupIds, List.copyOf(reasons), List.copyOf(restsOn));
    }

    /** The objects that no screening finds, as many as cross the asset's shell, and the chance that one of them hits. */
    private record Lost(int count, double hits, double hours) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d objects cross its altitude whose places are lost (one seen twice counts twice): a hit within %.0f h has"
                            + " about %.1e",
                    count,
                    hours,
                    hits);
        }
    }

    private Lost lost(Asset asset, CatalogueOrbit orbit, List<LostObject> objects, long nowMicros) {
        long until = nowMicros + rules.trustMicros();
        List<LostObject> ordered = new ArrayList<>(objects);
        // A sum depends on its order, to the last bit.
        ordered.sort(Comparator.comparing(LostObject::objectId));
        int count = 0;
        double sum = 0;
        for (LostObject object : ordered) {
            double hits = object.hits(orbit, asset.hardBodyRadiusMetres(), nowMicros, until, mu);
            count += hits > 0 ? 1 : 0;
            sum += hits;
        }
        return new Lost(count, sum, rules.trustMicros() / MICROS_PER_HOUR);
    }

    /** Last instant (to a second) before the end up to which the position is known well enough; now where it is not. */
    private long certainUntilMicros(CatalogueOrbit orbit, long nowMicros, long endMicros) {
        long good = nowMicros;
        if (!isCertain(orbit, good)) {
            return nowMicros;
        }
        while (good < endMicros) {
            long bad = Math.min(endMicros, good + SIGMA_STEP_MICROS);
            if (isCertain(orbit, bad)) {
                good = bad;
                continue;
            }
            while (bad - good > SECOND_MICROS) {
                long middle = good + (bad - good) / 2;
                if (isCertain(orbit, middle)) {
                    good = middle;
                } else {
                    bad = middle;
                }
            }
            return good;
        }
        return good;
    }

    private boolean isCertain(CatalogueOrbit orbit, long micros) {
        return positionSigmaMetres(orbit, micros) <= rules.positionSigmaMetres();
    }

    /** Infinite where the object is not in orbit any more. */
    private double positionSigmaMetres(CatalogueOrbit orbit, long micros) {
        return prediction
                .predict(orbit, micros)
                .map(PredictedOrbit::covariance)
                .map(c -> Math.sqrt(c[0][0] + c[1][1] + c[2][2]))
                .orElse(Double.POSITIVE_INFINITY);
    }

    private String uncertain(Asset asset, CatalogueOrbit orbit, long nowMicros) {
        double sigma = positionSigmaMetres(orbit, nowMicros);
        return Double.isInfinite(sigma)
                ? "the newest orbit of " + asset.name() + " has ended in the atmosphere"
                : String.format(
                        Locale.ROOT,
                        "the position of %s is known to %.1f km (1 sigma): nothing seen ahead means nothing above %.1f km",
                        asset.name(),
                        sigma / 1e3,
                        rules.positionSigmaMetres() / 1e3);
    }

    private Finding unknown(Dangers dangers, String reason, List<String> restsOn, long nowMicros) {
        return new Finding(
                Zone.UNKNOWN,
                nowMicros + rules.validityMicros(),
                dangers,
                List.of(),
                Stream.concat(Stream.of(reason), dangers.reasons().stream()).toList(),
                restsOn);
    }
}
