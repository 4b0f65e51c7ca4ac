package org.greenzone.cli.run;

import java.util.List;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;

/**
 * What is played through the pipeline.
 *
 * @param sites all sites that will send
 * @param assets to protect
 * @param seeds the catalogue at the start
 * @param tracks by end and id
 * @param startMicros before each track, UTC microseconds since 1970
 * @param endMicros after each track: up to here all sites have reported all that they have
 */
public record Playback(
        List<Site> sites,
        List<Asset> assets,
        List<CatalogueOrbit> seeds,
        List<Track> tracks,
        long startMicros,
        long endMicros) {}
