# The server rounds what a ResourceList holds up to thousandths, and keeps other quantities as they are: 1m is not 100u there.
install
OBJECTS="quota/web limitrange/web pvc/web deployment/web hpa/web"
record live $OBJECTS
edit quota/web '[{"op":"replace","path":"/spec/hard/requests.cpu","value":"2m"}]'
edit limitrange/web '[{"op":"replace","path":"/spec/limits/0/min/cpu","value":"2m"}]'
edit deployment/web '[{"op":"replace","path":"/spec/template/spec/containers/0/resources/requests/cpu","value":"2m"},{"op":"replace","path":"/spec/template/spec/volumes/0/emptyDir/sizeLimit","value":"1m"}]'
edit hpa/web '[{"op":"replace","path":"/spec/metrics/0/pods/target/averageValue","value":"1m"}]'
record drift $OBJECTS
