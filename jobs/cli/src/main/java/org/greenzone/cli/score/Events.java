package org.greenzone.cli.score;

import java.util.List;
import java.util.Set;
import org.greenzone.astro.catalogue.CatalogueOrbit;

/**
 * What the pipeline said.
 *
 * @param orbits each once, by the time from which they are known, object and revision
 * @param rejectedTrackIds tracks that were rejected
 * @param ambiguousTrackIds tracks that several objects explained when they came
 * @param breakups all revisions, in the order of the lines
 */
record Events(
        List<CatalogueOrbit> orbits,
        Set<String> rejectedTrackIds,
        Set<String> ambiguousTrackIds,
        List<SaidBreakup> breakups) {}
