package org.greenzone.astro.physics;

/**
 * Solar flux and geomagnetic activity by day, for thermosphere models.
 *
 * <p>Immutable. Before the first day and after the last one the mean of the table's flux and a quiet Ap stand in.
 */
public final class SolarActivity {
    static final int INTERVALS = 8;

    private final int firstMjd;
    private final int predictedFromMjd;
    private final double[] flux;
    private final double[] meanFlux;
    private final double[] threeHourlyAp;
    private final double[] dailyAp;
    private final double typicalFlux;

    /** Ap of a calm day, where the table ends. */
    private static final double QUIET_AP = 8;

    SolarActivity(
            int firstMjd,
            int predictedFromMjd,
            double[] flux,
            double[] meanFlux,
            double[] dailyAp,
            double[] threeHourlyAp) {
        this.firstMjd = firstMjd;
        this.predictedFromMjd = predictedFromMjd;
        this.flux = flux.clone();
        this.meanFlux = meanFlux.clone();
        this.dailyAp = dailyAp.clone();
        this.threeHourlyAp = threeHourlyAp.clone();
        double sum = 0;
        for (double f : flux) {
            sum += f;
        }
        this.typicalFlux = sum / flux.length;
    }

    public int firstMjd() {
        return firstMjd;
    }

    public int lastMjd() {
        return firstMjd + flux.length - 1;
    }

    /** First day whose values are predictions. */
    public int predictedFromMjd() {
        return predictedFromMjd;
    }

    /** Observed F10.7 of a day (not adjusted to 1 au), solar flux units. */
    public double flux(int mjd) {
        return contains(mjd) ? flux[mjd - firstMjd] : typicalFlux;
    }

    /** Mean of the observed F10.7 over the 81 days about this one, solar flux units. */
    public double meanFlux(int mjd) {
        return contains(mjd) ? meanFlux[mjd - firstMjd] : typicalFlux;
    }

    /** Mean planetary amplitude of a day. */
    public double dailyAp(int mjd) {
        return contains(mjd) ? dailyAp[mjd - firstMjd] : QUIET_AP;
    }

    /** ap of the three hours that begin {@code 3 * interval} hours after 0 h UTC of the day; any interval, also negative. */
    public double threeHourlyAp(int mjd, int interval) {
        int day = mjd + Math.floorDiv(interval, INTERVALS);
        return contains(day)
                ? threeHourlyAp[(day - firstMjd) * INTERVALS + Math.floorMod(interval, INTERVALS)]
                : QUIET_AP;
    }

    private boolean contains(int mjd) {
        return mjd >= firstMjd && mjd - firstMjd < flux.length;
    }
}
