package org.greenzone.cli.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.cli.Times;
import org.greenzone.schemas.Advice;
import org.greenzone.schemas.Asset;
import org.greenzone.schemas.Association;
import org.greenzone.schemas.AssociationHypothesis;
import org.greenzone.schemas.AssociationOutcome;
import org.greenzone.schemas.Breakup;
import org.greenzone.schemas.BurnProposal;
import org.greenzone.schemas.Conjunction;
import org.greenzone.schemas.ConjunctionStatement;
import org.greenzone.schemas.ExpectedPass;
import org.greenzone.schemas.Manoeuvre;
import org.greenzone.schemas.Orbit;
import org.greenzone.schemas.OrbitSource;
import org.greenzone.schemas.Participant;
import org.greenzone.schemas.Passage;
import org.greenzone.schemas.RejectedTrack;
import org.greenzone.schemas.Site;
import org.greenzone.schemas.SiteSpread;
import org.greenzone.schemas.Track;
import org.greenzone.schemas.Zone;
import org.greenzone.schemas.ZoneStatus;
import org.jspecify.annotations.Nullable;

/** An event as one line for people: event time, what, of which object, the two or three numbers that matter. */
public final class EventText {
    private static final String NO_TIME = " ".repeat(19);

    private EventText() {}

    public static String line(String topic, SpecificRecordBase event) {
        if (event instanceof Track track) {
            return track(track);
        }
        if (event instanceof Association association) {
            return association(association);
        }
        if (event instanceof Orbit orbit) {
            return orbit(orbit);
        }
        if (event instanceof Manoeuvre manoeuvre) {
            return manoeuvre(manoeuvre);
        }
        if (event instanceof Conjunction conjunction) {
            return conjunction(conjunction);
        }
        if (event instanceof ZoneStatus status) {
            return zone(status);
        }
        if (event instanceof Advice advice) {
            return advice(advice);
        }
        if (event instanceof Breakup breakup) {
            return breakup(breakup);
        }
        if (event instanceof Passage passage) {
            return passage(passage);
        }
        if (event instanceof RejectedTrack rejected) {
            return NO_TIME
                    + String.format(
                            Locale.ROOT,
                            "  %-11s %s: %s (%s/%d offset %d, %d bytes)",
                            "rejected",
                            rejected.getReason(),
                            rejected.getDetail(),
                            rejected.getTopic(),
                            rejected.getPartition(),
                            rejected.getOffset(),
                            rejected.getBytes().remaining());
        }
        if (event instanceof Site site) {
            return NO_TIME + String.format(Locale.ROOT, "  %-11s %s %s", "site", site.getSiteId(), site.getName());
        }
        if (event instanceof Asset asset) {
            return NO_TIME
                    + String.format(
                            Locale.ROOT,
                            "  %-11s %s %s, hard body %.1f m",
                            "asset",
                            asset.getObjectId(),
                            asset.getName(),
                            asset.getHardBodyRadiusMetres());
        }
        return NO_TIME + "  " + topic + " " + event;
    }

    private static String track(Track track) {
        int count = track.getMeasurements().size();
        if (count == 0) {
            return NO_TIME + "  track       " + track.getSiteId() + " " + track.getTrackId() + " without measurements";
        }
        Instant start = track.getMeasurements().get(0).getTime();
        Instant end = track.getMeasurements().get(count - 1).getTime();
        return line(
                end,
                "track",
                "%s %s, %d measurements in %.0f s%s",
                track.getSiteId(),
                track.getTrackId(),
                count,
                ChronoUnit.MICROS.between(start, end) / 1e6,
                track.getClaimedObjectId() == null ? "" : ", claims " + track.getClaimedObjectId());
    }

    private static String association(Association association) {
        AssociationOutcome outcome = association.getOutcome();
        Double distance = association.getMahalanobisDistance();
        return line(
                association.getDecided(),
                switch (outcome) {
                    case CORRELATED -> "correlated";
                    case UNCORRELATED -> "UCT";
                    case AMBIGUOUS -> "AMBIGUOUS";
                    case UNRESOLVED -> "UNRESOLVED";
                },
                "%s of %s -> %s%s%s%s",
                association.getTrack().getTrackId(),
                association.getTrack().getSiteId(),
                association.getObjectId().isEmpty() ? hypotheses(association) : association.getObjectId(),
                outcome == AssociationOutcome.CORRELATED && distance != null
                        ? String.format(Locale.ROOT, ", distance %.2f", distance)
                        : "",
                association.getRevision() > 0 ? ", was ambiguous" : "",
                association.getLate() ? ", came late" : "");
    }

    private static String hypotheses(Association association) {
        List<AssociationHypothesis> hypotheses = association.getHypotheses();
        return hypotheses.isEmpty()
                ? "nobody"
                : hypotheses.stream()
                        .map(h -> String.format(Locale.ROOT, "%s (%.0f %%)", h.getObjectId(), 100 * h.getProbability()))
                        .collect(Collectors.joining(" or "));
    }

    private static String orbit(Orbit orbit) {
        if (orbit.getMergedInto() != null) {
            return line(orbit.getAvailable(), "merged", "%s is %s", orbit.getObjectId(), orbit.getMergedInto());
        }
        OrbitSource source = orbit.getSource();
        if (source == OrbitSource.ELEMENT_SET || source == OrbitSource.OWNER_EPHEMERIS) {
            return line(
                    orbit.getAvailable(),
                    "catalogued",
                    "%s %s, epoch %s",
                    orbit.getObjectId(),
                    orbit.getObjectName(),
                    Times.forPeople(micros(orbit.getEpoch())));
        }
        Double range = orbit.getRmsByKind().get("range");
        return line(
                orbit.getAvailable(),
                source == OrbitSource.INITIAL ? "NEW OBJECT" : "orbit",
                "%s%s rev %d, sigma R %s T %s N %s, %d measurements, %d rejected, wrms %.2f%s",
                orbit.getObjectId(),
                orbit.getObjectName().isEmpty() ? "" : " " + orbit.getObjectName(),
                orbit.getRevision(),
                metres(Math.sqrt(orbit.getCovariance().getCRR())),
                metres(Math.sqrt(orbit.getCovariance().getCTT())),
                metres(Math.sqrt(orbit.getCovariance().getCNN())),
                orbit.getMeasurementsUsed(),
                orbit.getMeasurementsRejected(),
                orNaN(orbit.getWeightedRms()),
                range == null ? "" : String.format(Locale.ROOT, ", range rms %.1f m", range));
    }

    private static String manoeuvre(Manoeuvre m) {
        return line(
                m.getDetected(),
                "MANOEUVRE",
                "%s at %s, delta-v R %+.3f T %+.3f N %+.3f m/s, sigma %.3f %.3f %.3f, orbits within %s of each other then",
                m.getObjectId(),
                Times.forPeople(micros(m.getTime())),
                m.getDeltaVRadialMetresPerSecond(),
                m.getDeltaVInTrackMetresPerSecond(),
                m.getDeltaVCrossTrackMetresPerSecond(),
                m.getDeltaVSigmaRadialMetresPerSecond(),
                m.getDeltaVSigmaInTrackMetresPerSecond(),
                m.getDeltaVSigmaCrossTrackMetresPerSecond(),
                metres(m.getMissMetres()));
    }

    private static String conjunction(Conjunction c) {
        Double pc = c.getProbability();
        if (c.getFormation()) {
            return line(
                    c.getCreated(),
                    "formation",
                    "%s %s - %s, %s apart at %s, no alarm: %s",
                    c.getStatus(),
                    name(c.getPrimary()),
                    name(c.getSecondary()),
                    metres(c.getMissDistanceMetres()),
                    Times.forPeopleMillis(micros(c.getTca())),
                    String.join(", ", c.getWarnings()));
        }
        return line(
                c.getCreated(),
                "conjunction",
                "%s %s - %s, TCA %s, miss %s, %.1f km/s, Pc %s%s%s%s%s%s",
                c.getStatus(),
                name(c.getPrimary()),
                name(c.getSecondary()),
                Times.forPeopleMillis(micros(c.getTca())),
                metres(c.getMissDistanceMetres()),
                c.getRelativeSpeedMetresPerSecond() / 1e3,
                pc == null ? "not known" : String.format(Locale.ROOT, "%.2e", pc),
                said(c.getStatement()),
                c.getMinima() > 1 ? ", " + c.getMinima() + " minima" : "",
                c.getRevision() == 0 ? "" : ", rev " + c.getRevision(),
                trend(c),
                c.getNextPass() == null ? "" : nextPass(c.getNextPass()));
    }

    private static String said(@Nullable ConjunctionStatement statement) {
        if (statement == null) {
            return "";
        }
        return " by a message of " + statement.getOriginator()
                + (statement.getProbability() == null
                        ? ""
                        : String.format(Locale.ROOT, " (which says %.2e)", statement.getProbability()));
    }

    private static String trend(Conjunction c) {
        return switch (c.getTrend()) {
            case UNKNOWN -> "";
            case STABLE -> ", Pc stable";
            case GROWING -> String.format(Locale.ROOT, ", Pc GROWING (10^%+.1f)", c.getTrendDecades());
            case FALLING -> String.format(Locale.ROOT, ", Pc falling (10^%+.1f)", c.getTrendDecades());
        };
    }

    private static String nextPass(ExpectedPass pass) {
        return String.format(
                Locale.ROOT,
                "; after the pass over %s at %s sigma R %s T %s N %s, Pc %s if the miss stays",
                pass.getSiteId(),
                Times.forPeople(micros(pass.getStart())),
                metres(orNaN(pass.getSigmaRadialMetres())),
                metres(orNaN(pass.getSigmaInTrackMetres())),
                metres(orNaN(pass.getSigmaCrossTrackMetres())),
                pass.getProbability() == null
                        ? "not known"
                        : String.format(Locale.ROOT, "%.2e", pass.getProbability()));
    }

    private static String breakup(Breakup b) {
        List<String> parents = new ArrayList<>();
        for (int i = 0; i < b.getParentIds().size(); i++) {
            parents.add((b.getParentIds().get(i) + " " + b.getParentNames().get(i)).strip());
        }
        return line(
                b.getCreated(),
                "BREAKUP",
                "%s %s at %s +- %.3g s, at least %d objects (about %.0f), %d with orbit, %d tracks, rev %d: %s%s",
                b.getCertainty(),
                parents.isEmpty() ? "parent not known" : String.join(" and ", parents),
                Times.forPeopleMillis(micros(b.getEpoch())),
                b.getEpochSigmaSeconds(),
                b.getUniqueObjects(),
                b.getUniqueObjectsEstimate(),
                b.getFragmentsWithOrbit(),
                b.getTracks(),
                b.getRevision(),
                b.getReason(),
                b.getSiteSpreads().stream()
                        .max(Comparator.comparing(SiteSpread::getTo).thenComparing(SiteSpread::getSiteId))
                        .map(s -> String.format(
                                Locale.ROOT,
                                "; %s sees %d objects, nine tenths within %s of range, half within %s",
                                s.getSiteId(),
                                s.getUniqueObjects(),
                                metres(s.getSpreadMetres()),
                                s.getMiddleHalfMetres() == null ? "-" : metres(s.getMiddleHalfMetres())))
                        .orElse(""));
    }

    private static String passage(Passage p) {
        Instant enter = p.getEnter();
        Instant leave = p.getLeave();
        return line(
                p.getCreated(),
                "passage",
                "%s %s through the %s of %s at %s%s, shell %+.1f km, %.1f km/s, hit %.1e (%.1e by fragments below %.0f cm), rev %d",
                p.getStatus(),
                p.getAssetId(),
                p.getShape().name().toLowerCase(Locale.ROOT),
                (p.getParentId() + " " + p.getParentName()).strip(),
                Times.forPeopleMillis(micros(p.getCrossing())),
                enter == null || leave == null
                        ? ""
                        : " (" + Times.forPeople(micros(enter)) + " to " + Times.forPeople(micros(leave)) + ")",
                p.getShellSeparationMetres() / 1e3,
                p.getRelativeSpeedMetresPerSecond() / 1e3,
                p.getProbability(),
                p.getProbabilityBelowLimit(),
                100 * p.getTrackingLimitMetres(),
                p.getRevision());
    }

    private static String zone(ZoneStatus status) {
        boolean changed = status.getZone() != status.getPreviousZone();
        return line(
                status.getFrom(),
                "ZONE",
                "%s %s%s until %s%s%s",
                status.getAssetId(),
                status.getZone(),
                changed && status.getPreviousZone() != Zone.UNKNOWN
                        ? " (was " + status.getPreviousZone() + ")"
                        : changed ? " (new)" : "",
                Times.forPeople(micros(status.getValidUntil())),
                status.getZone() == Zone.UNKNOWN ? "" : risk(status),
                status.getReasons().isEmpty() ? "" : ": " + String.join("; ", status.getReasons()));
    }

    private static String advice(Advice advice) {
        List<BurnProposal> proposals = advice.getProposals();
        return line(
                advice.getCreated(),
                "ADVICE",
                "%s, without a burn %.1e: %s",
                advice.getAssetId(),
                advice.getTotalWithout(),
                proposals.isEmpty()
                        ? advice.getTotalWithout() <= advice.getGoal()
                                ? "nothing that a burn avoids"
                                : "no burn reaches " + String.format(Locale.ROOT, "%.0e", advice.getGoal())
                        : proposals.stream().map(EventText::burn).collect(Collectors.joining("; or ")));
    }

    private static String burn(BurnProposal burn) {
        return String.format(
                Locale.ROOT,
                "R %+.3f T %+.3f N %+.3f m/s at %s leaves %.1e",
                burn.getDeltaVRadialMetresPerSecond(),
                burn.getDeltaVInTrackMetresPerSecond(),
                burn.getDeltaVCrossTrackMetresPerSecond(),
                Times.forPeople(micros(burn.getBurn())),
                burn.getTotalProbability());
    }

    private static String risk(ZoneStatus status) {
        return String.format(Locale.ROOT, ", Pc %.1e", status.getProbability())
                + (status.getCloudProbability() > 0
                        ? String.format(
                                Locale.ROOT,
                                ", all together %.1e (clouds %.1e, of it %.1e below the tracking limit)",
                                status.getTotalProbability(),
                                status.getCloudProbability(),
                                status.getCloudProbabilityBelowLimit())
                        : "");
    }

    private static String name(Participant participant) {
        String name = participant.getObjectName();
        return name.isEmpty() ? participant.getObjectId() : participant.getObjectId() + " " + name;
    }

    /** With a unit that leaves a readable number. */
    public static String metres(double metres) {
        if (!Double.isFinite(metres)) {
            return "?";
        }
        return Math.abs(metres) < 10_000
                ? String.format(Locale.ROOT, "%.0f m", metres)
                : String.format(Locale.ROOT, "%.1f km", metres / 1e3);
    }

    private static String line(Instant time, String what, String format, @Nullable Object... values) {
        return Times.forPeople(micros(time))
                + String.format(Locale.ROOT, "  %-11s ", what)
                + String.format(Locale.ROOT, format, values);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
