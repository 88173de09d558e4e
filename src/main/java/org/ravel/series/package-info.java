/** What is known of series beside their windows: names, times and scaling. */
package org.ravel.series;
