/**
 * Trainings that differ in some settings, side by side: from settings with several values to {@link
 * org.ravel.sweep.Trial trials}, and from what each has come to, to a page about all.
 */
package org.ravel.sweep;
