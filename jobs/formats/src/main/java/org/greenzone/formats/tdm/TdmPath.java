package org.greenzone.formats.tdm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Values;
import org.greenzone.formats.site.SiteCatalogue;

/**
 * Who took part in a segment: the PATH of a tracking data message with its participants told apart.
 *
 * @param kind way of the signal
 * @param transmitterId site that transmitted; the receiver's where the object itself transmitted
 * @param receiverId site that received; the transmitter's where the object itself received
 * @param objectName the object as the file names it; empty where it says UNKNOWN
 * @param dopplerSign +1 where positive means receding
 * @param siteKnown whether the catalogue of sites has the receiver
 */
record TdmPath(
        Kind kind, String transmitterId, String receiverId, String objectName, int dopplerSign, boolean siteKnown) {

    /** Way of the signal. */
    enum Kind {
        /** Site, object, same site. */
        TWO_WAY,
        /** Site, object, another site. */
        BISTATIC,
        /** Site to object. */
        UPLINK,
        /** Object to site. */
        DOWNLINK;

        boolean thereAndBack() {
            return this == TWO_WAY || this == BISTATIC;
        }
    }

    /** How a message names an object that was not identified (503.0-B-2, annex E, E-22). */
    private static final String UNKNOWN = "UNKNOWN";

    /** Numbers of the catalogue and international designators name objects, not sites. */
    private static final Pattern OBJECT = Pattern.compile("\\d{1,9}|\\d{4}-\\d{3}-?[A-Z]{1,3}|" + UNKNOWN);

    /** Reads PATH; participants are by number. */
    static TdmPath of(String path, Map<Integer, String> participants, SiteCatalogue sites) throws BadValueException {
        List<String> names = new ArrayList<>();
        for (String part : path.split(",", -1)) {
            int number = Values.whole(part, 1, 9);
            String name = participants.get(number);
            if (name == null) {
                throw new BadValueException("names participant " + number + ", but there is no PARTICIPANT_" + number);
            }
            names.add(name);
        }
        if (names.size() == 3) {
            if (sites.find(names.get(1)).isPresent() && sites.find(names.get(0)).isEmpty()) {
                throw new BadValueException("has the site '" + Values.shown(names.get(1))
                        + "' in the middle; read are only paths that begin and end at sites");
            }
            boolean same = names.get(0).equals(names.get(2));
            return made(same ? Kind.TWO_WAY : Kind.BISTATIC, names.get(0), names.get(2), names.get(1), sites);
        }
        if (names.size() == 2) {
            boolean firstIsSite = isSite(names.get(0), names.get(1), sites);
            return firstIsSite
                    ? made(Kind.UPLINK, names.get(0), names.get(0), names.get(1), sites)
                    : made(Kind.DOWNLINK, names.get(1), names.get(1), names.get(0), sites);
        }
        throw new BadValueException("'" + Values.shown(path)
                + "' has not 2 or 3 participants; only site-object-site, site-object and object-site are read");
    }

    private static boolean isSite(String first, String second, SiteCatalogue sites) {
        boolean firstKnown = sites.find(first).isPresent();
        boolean secondKnown = sites.find(second).isPresent();
        if (firstKnown != secondKnown) {
            return firstKnown;
        }
        // Without a catalogue's word the receiver is the site, as for any tracked object, unless it looks like an
        // object.
        return OBJECT.matcher(second).matches() && !OBJECT.matcher(first).matches();
    }

    private static TdmPath made(Kind kind, String transmitter, String receiver, String object, SiteCatalogue sites) {
        Optional<Site> site = sites.find(receiver);
        return new TdmPath(
                kind,
                id(transmitter, sites),
                id(receiver, sites),
                object.equalsIgnoreCase(UNKNOWN) ? "" : object,
                site.map(Site::dopplerSign).orElse(1),
                site.isPresent());
    }

    private static String id(String name, SiteCatalogue sites) {
        return sites.find(name).map(Site::siteId).orElse(name.toLowerCase(Locale.ROOT));
    }
}
