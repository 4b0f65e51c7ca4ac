package org.greenzone.astro.initiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.greenzone.astro.initiation.Lambert.Transfer;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.junit.jupiter.api.Test;
import org.orekit.frames.FramesFactory;
import org.orekit.orbits.CartesianOrbit;
import org.orekit.time.AbsoluteDate;
import org.orekit.utils.PVCoordinates;

class LambertTest {
    private static final double MU = 3.986004418e14;

    /** Vallado, Fundamentals of Astrodynamics and Applications, example 7-5: 2.058913 and 2.915965 km/s. */
    @Test
    void givesThePublishedVelocitiesOfVallado() {
        double r1 = 15_945_340;
        double r2 = Math.hypot(12_214_838.99, 10_249_467.31);
        double angle = Math.atan2(10_249_467.31, 12_214_838.99);
        Transfer transfer = Lambert.transfers(MU, r1, r2, angle, 76 * 60, 0, 0).get(0);
        // Departure at (r1, 0): radial is x, transverse is y.
        assertThat(transfer.departureRadial()).isCloseTo(2058.913, within(0.05));
        assertThat(transfer.departureTransverse()).isCloseTo(2915.965, within(0.05));
    }

    @Test
    void eachTransferArrivesAndAllRevolutionsOfAnOrbitAreFound() {
        Random random = new Random(15);
        for (int round = 0; round < 300; round++) {
            double a = 6.7e6 + 2e6 * random.nextDouble();
            double e = 0.15 * random.nextDouble();
            double start = 2 * Math.PI * random.nextDouble();
            double period = 2 * Math.PI * Math.sqrt(a * a * a / MU);
            double seconds = period * (0.05 + 16 * random.nextDouble());
            CartesianOrbit orbit = planar(a, e, start);
            PVCoordinates arrival = orbit.shiftedBy(seconds).getPVCoordinates();
            Vector3D from = orbit.getPosition();
            Vector3D to = arrival.getPosition();
            double angle = Math.atan2(to.getY(), to.getX()) - Math.atan2(from.getY(), from.getX());
            angle -= 2 * Math.PI * Math.floor(angle / (2 * Math.PI));
            if (angle < 1e-3 || angle > 2 * Math.PI - 1e-3) {
                continue;
            }
            List<Transfer> transfers = Lambert.transfers(MU, from.getNorm(), to.getNorm(), angle, seconds, 0, 20);
            boolean found = false;
            for (Transfer t : transfers) {
                Vector3D radial = from.normalize();
                Vector3D along = new Vector3D(-radial.getY(), radial.getX(), 0);
                Vector3D v = new Vector3D(t.departureRadial(), radial, t.departureTransverse(), along);
                found |= v.distance(orbit.getPVCoordinates().getVelocity()) < 1e-3;
                if (v.getNorm() * v.getNorm() / 2 - MU / from.getNorm() < 0) {
                    Vector3D reached = new CartesianOrbit(
                                    new PVCoordinates(from, v),
                                    FramesFactory.getGCRF(),
                                    AbsoluteDate.ARBITRARY_EPOCH,
                                    MU)
                            .shiftedBy(seconds)
                            .getPosition();
                    assertThat(reached.distance(to)).isLessThan(1.0);
                }
            }
            assertThat(found).as("the orbit itself, round %s", round).isTrue();
        }
    }

    @Test
    void halfARevolutionIsNoSpecialCase() {
        double r = 7e6;
        double seconds = Math.PI * Math.sqrt(r * r * r / MU);
        Transfer transfer = Lambert.transfers(MU, r, r, Math.PI, seconds, 0, 0).get(0);
        assertThat(transfer.departureTransverse()).isCloseTo(Math.sqrt(MU / r), within(1e-6));
        assertThat(transfer.departureRadial()).isCloseTo(0, within(1e-6));
    }

    private static CartesianOrbit planar(double a, double e, double trueAnomaly) {
        double p = a * (1 - e * e);
        double r = p / (1 + e * Math.cos(trueAnomaly));
        double h = Math.sqrt(MU / p);
        return new CartesianOrbit(
                new PVCoordinates(
                        new Vector3D(r * Math.cos(trueAnomaly), r * Math.sin(trueAnomaly), 0),
                        new Vector3D(-h * Math.sin(trueAnomaly), h * (e + Math.cos(trueAnomaly)), 0)),
                FramesFactory.getGCRF(),
                AbsoluteDate.ARBITRARY_EPOCH,
                MU);
    }
}
