package org.greenzone.astro.zone;

import java.util.List;
import java.util.Optional;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.conjunction.Conjunction;

/**
 * What is known about an asset.
 *
 * @param orbit its newest orbit, if there is one
 * @param conjunctions all that are known of it, in any order; passed and withdrawn ones do not count
 * @param lost objects that no screening finds, in any order
 */
public record Situation(Optional<CatalogueOrbit> orbit, List<Conjunction> conjunctions, List<LostObject> lost) {}
