#!/bin/sh
# Say what a weather station at home measured in the last day.
#
#     [[programme.part]]
#     command = ["sh", "weather_station.sh", "weather.csv"]
#
# The file has a line for each measurement: time, temperature in degrees Celsius, rain in millimetres.
tail -n 24 "$1" | awk -F, '
    $2 + 0 == $2 { if (!n++) { low = high = $2 }; if ($2 < low) low = $2; if ($2 > high) high = $2; last = $2; rain += $3 }
    END {
        if (!n) exit
        printf "It is %.0f degrees outside. Since yesterday it was between %.0f and %.0f degrees. ", last, low, high
        if (rain > 0) printf "%.1f millimetres of rain fell.\n", rain
        else print "It did not rain."
    }'
