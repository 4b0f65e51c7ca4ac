package org.greenzone.formats.site;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.track.Site;
import org.greenzone.formats.Problems;

/** Radar sites by id or alias, upper and lower case alike. Immutable. */
public final class SiteCatalogue {
    private static final String BUILT_IN = "sites.json";

    private final Map<String, Site> byId = new TreeMap<>();
    private final Map<String, Site> byName = new TreeMap<>();

    private SiteCatalogue(Collection<Site> sites) {
        for (Site site : sites) {
            byId.put(key(site.siteId()), site);
        }
        for (Site site : byId.values()) {
            for (String alias : site.aliases()) {
                byName.put(key(alias), site);
            }
        }
        byName.putAll(byId);
    }

    /** The radars whose positions are public: six of LeoLabs, and EISCAT UHF. */
    public static SiteCatalogue builtIn() {
        try (InputStream content = SiteCatalogue.class.getResourceAsStream(BUILT_IN)) {
            if (content == null) {
                throw new IllegalStateException("the resource " + BUILT_IN + " is missing from the program");
            }
            Problems problems = new Problems(BUILT_IN);
            List<Site> sites = SiteJson.read(content, problems);
            if (!problems.list().isEmpty()) {
                throw new IllegalStateException(problems.list().get(0).toString());
            }
            return new SiteCatalogue(sites);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + BUILT_IN + " cannot be read", e);
        }
    }

    /** These sites only. */
    public static SiteCatalogue of(Collection<Site> sites) {
        return new SiteCatalogue(sites);
    }

    /** This catalogue with sites added; one with the id of a site here replaces it. */
    public SiteCatalogue with(Collection<Site> sites) {
        Map<String, Site> all = new TreeMap<>(byId);
        sites.forEach(site -> all.put(key(site.siteId()), site));
        return new SiteCatalogue(all.values());
    }

    /** The site with this id or alias. */
    public Optional<Site> find(String idOrAlias) {
        return Optional.ofNullable(byName.get(key(idOrAlias)));
    }

    /** All sites, by id. */
    public List<Site> sites() {
        return List.copyOf(byId.values());
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
