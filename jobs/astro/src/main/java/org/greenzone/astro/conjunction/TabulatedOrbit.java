package org.greenzone.astro.conjunction;

/**
 * An {@link OrbitTable} in numbers, so that it is made once and sent to who screens with it. Who does not get it makes the same one again, to the bit.
 *
 * @param objectId of the orbit
 * @param orbitId of the orbit
 * @param firstSeconds start of the interval, seconds from {@link OrbitTable#ORIGIN_MICROS}
 * @param lastSeconds end of the interval
 * @param ended whether the object re-enters before
 * @param firstStep number of the first step
 * @param fine points a step
 * @param unitMetres unit of the positions
 * @param positions whole numbers of units, three for each point
 * @param lowestMetres radius below which the object does not come
 * @param highestMetres radius above which it does not come
 * @param sagittaMetres what the radius may depart from that of the positions between two of them
 * @param speedBound greatest speed, m/s
 * @param covariances triangles of {@link org.greenzone.astro.catalogue.CovarianceNodes}
 */
public record TabulatedOrbit(
        String objectId,
        String orbitId,
        double firstSeconds,
        double lastSeconds,
        boolean ended,
        long firstStep,
        int fine,
        double unitMetres,
        int[] positions,
        double lowestMetres,
        double highestMetres,
        double sagittaMetres,
        double speedBound,
        double[] covariances) {}
