assert new File(basedir, 'overlay.png').length() > 0
String report = new File(basedir, 'report.html').text
assert report =~ /Anomalous.*score/
assert report.contains('data:image/png;base64,')
assert new File(basedir, 'build.log').text.contains('ANOMALOUS')
// what a service that scores gets: no ND4J, though no exclusion is written
assert !new File(localRepositoryPath, 'org/nd4j').exists()
assert !new File(localRepositoryPath, 'org/bytedeco').exists()
true
