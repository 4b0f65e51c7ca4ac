package org.greenzone.pipeline.operators;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.greenzone.pipeline.stream.Inbound;

/**
 * What is measured of each radar site, for who watches over the installation: no result rests on it. Label {@code site}; gauges
 * {@code lastTrackSeconds} and {@code lastPromiseSeconds} (event time, UTC seconds since 1970), {@code skewSeconds} (event time of the newest
 * record less its publication: positive where the clock of the site is fast); counters {@code acceptedTracks}, and {@code rejectedTracks}
 * with the label {@code reason}. Records of no known site count with the site {@code unknown}, so that nobody can make up labels.
 */
final class SiteMetrics {
    private static final String UNKNOWN = "unknown";
    private static final double MICROS_PER_SECOND = 1e6;

    private final MetricGroup operator;
    private final Set<String> known;
    private final Map<String, OfSite> sites = new HashMap<>();

    /** A site begins to be measured with its first record: of the copies of an operator one sees it. */
    SiteMetrics(MetricGroup operator, Collection<String> known) {
        this.operator = operator;
        this.known = Set.copyOf(known);
    }

    /** A promise of a site. */
    void promised(Inbound promise) {
        OfSite site = of(promise.source());
        site.lastPromiseMicros = Math.max(site.lastPromiseMicros, promise.promisedMicros());
        site.skew(promise);
    }

    /** A track that goes on. */
    void accepted(Inbound track, long endMicros) {
        OfSite site = of(track.source());
        site.lastTrackMicros = Math.max(site.lastTrackMicros, endMicros);
        site.skew(track);
        site.accepted.inc();
    }

    /** A record that does not; the clock of a site shows in these too. */
    void rejected(Inbound record, String reason) {
        OfSite site = of(record.source());
        site.skew(record);
        site.rejected.computeIfAbsent(reason, site::counterOf).inc();
    }

    private OfSite of(String siteId) {
        String label = known.contains(siteId) ? siteId : UNKNOWN;
        return sites.computeIfAbsent(label, id -> new OfSite(operator.addGroup("site", id)));
    }

    private static final class OfSite {
        private final MetricGroup group;
        private final Counter accepted;
        private final Map<String, Counter> rejected = new HashMap<>();
        // Read by the threads of reporters.
        private volatile long lastTrackMicros = Long.MIN_VALUE;
        private volatile long lastPromiseMicros = Long.MIN_VALUE;
        private volatile double skewSeconds = Double.NaN;

        OfSite(MetricGroup group) {
            this.group = group;
            this.accepted = group.counter("acceptedTracks");
            group.gauge("lastTrackSeconds", () -> seconds(lastTrackMicros));
            group.gauge("lastPromiseSeconds", () -> seconds(lastPromiseMicros));
            group.gauge("skewSeconds", () -> skewSeconds);
        }

        private Counter counterOf(String reason) {
            return group.addGroup("reason", reason).counter("rejectedTracks");
        }

        private void skew(Inbound record) {
            if (record.eventMicros() != Long.MIN_VALUE && record.publishedMicros() >= 0) {
                skewSeconds = (record.eventMicros() - record.publishedMicros()) / MICROS_PER_SECOND;
            }
        }

        private static double seconds(long micros) {
            return micros == Long.MIN_VALUE ? Double.NaN : micros / MICROS_PER_SECOND;
        }
    }
}
