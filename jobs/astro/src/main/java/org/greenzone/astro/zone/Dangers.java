package org.greenzone.astro.zone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.zone.ShelterPlan.Danger;

/**
 * What is ahead of an asset, and the zone that it makes.
 *
 * <p>Of conjunctions the thresholds apply to the risk of all together, 1 - prod(1 - Pc), so that many small ones weigh as much as one. RED
 * is the total of what the updates agree on ({@link WatchedConjunction#steady}), YELLOW is left when they agree that it is over
 * ({@link WatchedConjunction#lingering}) or the newest word settles it ({@link WatchedConjunction#isSettled}), SHELTER is what a burn comes too late for, by the newest word.
 *
 * <p>A cloud cannot be flown around, so yellow and red, which ask for a burn, are not asked of it: the answer to a passage with more than the
 * limit of shelter (the red threshold, where the rules have no other) is shelter, to one with less nothing. Fragments that can be avoided are those with orbits, and they are screened
 * one by one. The flux of small debris that is always there is not counted: what counts is what the breakup adds. A
 * passage that has a window keeps it until its probability has fallen to {@value #KEPT_SHARE} of the threshold and has stayed there
 * for as long as a status holds.
 *
 * @param zone GREEN to SHELTER
 * @param greatest Pc of the conjunctions ahead
 * @param total of all conjunctions and passages ahead
 * @param cloud of all passages ahead
 * @param cloudBelowLimit its part below the tracking limit
 * @param windows of shelter that are not over
 * @param reasons for the zone where it is not GREEN
 * @param restsOn ids of what the reasons name
 * @param watched number of conjunctions ahead
 * @param passages number of passages ahead
 * @param greatestPassage probability of the worst of them
 */
record Dangers(
        Zone zone,
        double greatest,
        double total,
        double cloud,
        double cloudBelowLimit,
        List<ShelterWindow> windows,
        List<String> reasons,
        List<String> restsOn,
        int watched,
        int passages,
        double greatestPassage) {

    /** Of the threshold, to which a passage must fall to lose its window. */
    static final double KEPT_SHARE = 0.5;

    static Dangers of(Asset asset, ZoneRules rules, Situation situation, List<ShelterWindow> before, long nowMicros) {
        return new Collector(asset, rules, nowMicros).collect(situation, before);
    }

    /** Adds up independent risks. */
    private static final class Total {
        private double none = 1;

        void add(double probability) {
            none *= 1 - probability;
        }

        double value() {
            return 1 - none;
        }
    }

    private static final class Collector {
        private final Asset asset;
        private final ZoneRules rules;
        private final long now;
        private final List<String> reasons = new ArrayList<>();
        private final List<String> restsOn = new ArrayList<>();
        private final List<Danger> shelter = new ArrayList<>();
        private Zone zone = Zone.GREEN;

        Collector(Asset asset, ZoneRules rules, long now) {
            this.asset = asset;
            this.rules = rules;
            this.now = now;
        }

        Dangers collect(Situation situation, List<ShelterWindow> before) {
            List<AgreedRisk> ahead = new ArrayList<>(situation.conjunctions().stream()
                    .filter(c -> c.isAhead(now))
                    .map(c -> AgreedRisk.of(c, rules, asset.yellowProbability()))
                    .toList());
            ahead.sort(Comparator.comparingDouble(AgreedRisk::weight)
                    .reversed()
                    .thenComparing(c -> c.watched().newest().conjunctionId()));
            onceEach(ahead);
            double known = conjunctions(ahead);
            Set<String> kept = new HashSet<>();
            before.forEach(w -> kept.addAll(w.restsOn()));
            List<CloudCrossing> crossings = new ArrayList<>(situation.crossings().stream()
                    .filter(c -> c.leaveMicros() > now && c.enterMicros() < now + rules.trustMicros())
                    .toList());
            crossings.sort(
                    Comparator.comparingLong(CloudCrossing::enterMicros).thenComparing(CloudCrossing::passageId));
            clouds(crossings, kept);
            justOver(situation, kept);
            Total cloud = new Total();
            Total below = new Total();
            double worst = 0;
            for (CloudCrossing crossing : crossings) {
                cloud.add(crossing.probability());
                below.add(crossing.probabilityBelowLimit());
                worst = Math.max(worst, crossing.probability());
            }
            List<ShelterWindow> windows = new ShelterPlan(rules).windows(shelter, now);
            double greatest =
                    ahead.stream().mapToDouble(c -> c.watched().latest()).max().orElse(0);
            return new Dangers(
                    zone,
                    greatest,
                    1 - (1 - known) * (1 - cloud.value()),
                    cloud.value(),
                    below.value(),
                    windows,
                    List.copyOf(reasons),
                    List.copyOf(restsOn),
                    ahead.size(),
                    crossings.size(),
                    worst);
        }

        /**
         * An encounter that Greenzone screened and another tells of in a message, or two others, is one risk and not two: of those that speak of one encounter the worst
         * counts, where it is the worst in every respect. Where it is not, both do: that errs to the safe side.
         */
        private static void onceEach(List<AgreedRisk> ahead) {
            List<AgreedRisk> counted = new ArrayList<>();
            for (AgreedRisk risk : ahead) {
                if (counted.stream().noneMatch(worse -> worse.covers(risk))) {
                    counted.add(risk);
                }
            }
            ahead.retainAll(counted);
        }

        private boolean isLate(WatchedConjunction c) {
            return c.newest().tcaMicros() - now < rules.burnMicros();
        }

        private void raise(Zone to) {
            zone = to.compareTo(zone) > 0 ? to : zone;
        }

        /** @return the risk of all together by the newest word */
        private double conjunctions(List<AgreedRisk> ahead) {
            Total latest = new Total();
            Total steady = new Total();
            Total lingering = new Total();
            Total late = new Total();
            boolean unknown = false;
            for (AgreedRisk risk : ahead) {
                WatchedConjunction c = risk.watched();
                latest.add(c.latest());
                steady.add(risk.steady());
                lingering.add(risk.lingering());
                late.add(isLate(c) ? Math.max(c.latest(), risk.steady()) : 0);
                unknown |= c.isUnknown();
            }
            boolean sheltered = late.value() > asset.redProbability();
            boolean red = steady.value() > asset.redProbability();
            boolean yellow = Math.max(latest.value(), lingering.value()) > asset.yellowProbability();
            if (sheltered) {
                raise(Zone.SHELTER);
            } else if (red) {
                raise(Zone.RED);
            } else if (yellow || unknown) {
                raise(Zone.YELLOW);
            }
            if (zone == Zone.GREEN) {
                return latest.value();
            }
            name(ahead, sheltered);
            return latest.value();
        }

        /** Names conjunctions, the worst first, until the rest together would be green. */
        private void name(List<AgreedRisk> ahead, boolean sheltered) {
            double[] rest = new double[ahead.size() + 1];
            double remainingLate = 0;
            for (int i = ahead.size() - 1; i >= 0; i--) {
                WatchedConjunction c = ahead.get(i).watched();
                double weight = Math.min(1, ahead.get(i).weight());
                rest[i] = c.isUnknown() ? 1 : 1 - (1 - rest[i + 1]) * (1 - weight);
                remainingLate += isLate(c) ? c.latest() : 0;
            }
            for (int i = 0; i < ahead.size() && rest[i] > asset.yellowProbability(); i++) {
                WatchedConjunction c = ahead.get(i).watched();
                boolean fromShelter = sheltered && isLate(c) && remainingLate > asset.yellowProbability();
                remainingLate -= isLate(c) ? c.latest() : 0;
                reasons.add(ZoneText.conjunction(asset, rules, ahead.get(i), fromShelter, now));
                restsOn.add(c.newest().conjunctionId());
                if (fromShelter) {
                    shelter.add(new Danger(
                            c.newest().conjunctionId(),
                            c.newest().tcaMicros(),
                            c.newest().tcaMicros(),
                            c.latest(),
                            "a newer orbit takes the risk of the conjunction below "
                                    + ZoneText.power(asset.redProbability())));
                }
            }
        }

        /** Hatches stay closed to the end of the window: a time of closest approach, and the edge of a cloud, are not sharp. */
        private void justOver(Situation situation, Set<String> kept) {
            List<Danger> over = new ArrayList<>();
            for (WatchedConjunction c : situation.conjunctions()) {
                long tca = c.newest().tcaMicros();
                if (tca <= now && !c.isWithdrawn() && kept.contains(c.newest().conjunctionId())) {
                    over.add(new Danger(c.newest().conjunctionId(), tca, tca, c.latest(), ""));
                }
            }
            for (CloudCrossing c : situation.crossings()) {
                if (c.leaveMicros() <= now && kept.contains(c.passageId())) {
                    over.add(new Danger(c.passageId(), c.enterMicros(), c.leaveMicros(), c.probability(), ""));
                }
            }
            over.sort(Comparator.comparing(Danger::id));
            for (Danger danger : over) {
                if (!new ShelterPlan(rules).windows(List.of(danger), now).isEmpty()) {
                    shelter.add(danger);
                    restsOn.add(danger.id());
                    reasons.add("hatches stay closed to the end of the window");
                    raise(Zone.SHELTER);
                }
            }
        }

        private void clouds(List<CloudCrossing> crossings, Set<String> kept) {
            double limit = rules.shelterProbability(asset);
            CloudCrossing worst = null;
            int above = 0;
            for (CloudCrossing c : crossings) {
                boolean keeps = kept.contains(c.passageId()) && c.recentProbability() > KEPT_SHARE * limit;
                if (c.probability() > limit || keeps) {
                    above++;
                    worst = worst == null || c.probability() > worst.probability() ? c : worst;
                    shelter.add(new Danger(
                            c.passageId(),
                            c.enterMicros(),
                            c.leaveMicros(),
                            c.probability(),
                            "newer tracks take the passage below " + ZoneText.power(KEPT_SHARE * limit)));
                    restsOn.add(c.passageId());
                    raise(
                            c.enterMicros() - rules.shelterLeadMicros() - now < rules.burnMicros()
                                    ? Zone.SHELTER
                                    : Zone.RED);
                }
            }
            if (worst != null) {
                reasons.add(ZoneText.passages(limit, worst, above));
            }
        }
    }
}
