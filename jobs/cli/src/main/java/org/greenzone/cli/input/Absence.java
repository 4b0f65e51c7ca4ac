package org.greenzone.cli.input;

/**
 * A time in which a site was not there: no track of it, and no heartbeat.
 *
 * @param siteId the site
 * @param fromMicros UTC microseconds since 1970
 * @param toMicros first instant at which it is back
 */
public record Absence(String siteId, long fromMicros, long toMicros) {
    public boolean holds(String site, long micros) {
        return siteId.equals(site) && fromMicros <= micros && micros < toMicros;
    }
}
